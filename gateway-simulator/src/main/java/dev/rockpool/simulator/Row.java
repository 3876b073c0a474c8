package dev.rockpool.simulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a session's transcript.
///
/// @param seq from 1, its place in the transcript
/// @param said of a user's message, the texts a person wrote in it: several when a past was sent along;
///     else empty
/// @param deed what the agent did besides the text, null for nothing
record Row(
        long seq,
        String id,
        Kind kind,
        String text,
        List<String> said,
        String runId,
        Instant at,
        @Nullable Deed deed) {

    /// @param thought what it thought before, null for nothing
    /// @param call the id of the tool call that is made or answered, null for none
    /// @param arguments of a call, its arguments as JSON; else empty
    /// @param failed of a tool's answer, whether the tool failed
    record Deed(@Nullable String thought, @Nullable String call, String arguments, boolean failed) {}

    enum Kind {
        USER,
        ASSISTANT,
        /// What a tool answered.
        TOOL,
        /// An answer that failed: told in the history, not shown to the model.
        FAILURE,
        /// Everything before was forgotten.
        RESET
    }
}
