package dev.rockpool.chat;

import dev.rockpool.account.AccountId;

/// A chat that others could read is its owner's alone again. Published within the transaction
/// that makes it so.
public record ChatHidden(AccountId owner, ChatId chat) {}
