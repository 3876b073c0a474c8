package dev.rockpool.simulator;

import dev.rockpool.simulator.demo.ProviderError;
import org.jspecify.annotations.Nullable;

/// How a run ended and what of it stays.
///
/// @param status as a session list tells it
/// @param answer what the session remembers, null when the answer was broken off
/// @param deed what was done for it at last, null for nothing
/// @param failure how the transcript tells that the model failed, null when it did not
record Outcome(
        String status,
        @Nullable String answer,
        Row.@Nullable Deed deed,
        @Nullable String failure) {
    static Outcome done(String answer, Row.@Nullable Deed deed) {
        return new Outcome("done", answer, deed, null);
    }

    static Outcome failed(ProviderError error) {
        return new Outcome("failed", null, null, "⚠️ LLM request failed (HTTP " + error.status() + ").");
    }

    /// The connection or the client went away.
    static Outcome killed() {
        return new Outcome("killed", null, null, null);
    }
}
