package dev.rockpool.simulator;

import java.time.Instant;
import java.util.List;

/// One entry of a session's transcript.
///
/// @param seq from 1, its place in the transcript
/// @param said of a user's message, the texts a person wrote in it: several when a past was sent along;
///     else empty
record Row(long seq, String id, Kind kind, String text, List<String> said, String runId, Instant at) {
    enum Kind {
        USER,
        ASSISTANT,
        /// An answer that failed: told in the history, not shown to the model.
        FAILURE,
        /// Everything before was forgotten.
        RESET
    }
}
