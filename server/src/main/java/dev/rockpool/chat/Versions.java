package dev.rockpool.chat;

import org.jspecify.annotations.Nullable;

/// That a message is one of several that were said at the same place of a chat.
///
/// @param index    which of them it is, from 1, the oldest first
/// @param count    how many there are, at least 2
/// @param previous the branch to turn to for the one before it; null when it is the first
/// @param next     the branch to turn to for the one after it; null when it is the last
public record Versions(
        int index,
        int count,
        @Nullable Integer previous,
        @Nullable Integer next) {}
