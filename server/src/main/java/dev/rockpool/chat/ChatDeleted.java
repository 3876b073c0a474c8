package dev.rockpool.chat;

/// A chat has just been deleted with everything in it.
public record ChatDeleted(ChatId chat) {}
