package dev.rockpool.openclaw;

import org.jspecify.annotations.Nullable;

/// A whole answer, not streamed. Today's gateway returns the last message of a turn with tools only, while
/// its stream has all of them (OpenClaw 2026.9.6, verified live).
///
/// @param text the answer, not empty
/// @param reason why the model stopped
/// @param usage what the turn used, where the gateway tells
public record ChatAnswer(
        String text, FinishReason reason, @Nullable Usage usage) {}
