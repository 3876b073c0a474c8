package dev.rockpool.openclaw;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A row of a session's transcript.
///
/// @param role `user`, `assistant`, `toolResult` or `system`
/// @param parts its content in order
/// @param timestamp when it was written, where the gateway tells
/// @param seq its place in the transcript, 0 when unknown; one record may yield several rows with the same
///     number
/// @param runId the run it belongs to, where the gateway tells
public record HistoryMessage(
        String role,
        List<Part> parts,
        @Nullable Instant timestamp,
        long seq,
        @Nullable String runId) {

    public HistoryMessage {
        parts = List.copyOf(parts);
    }

    /// The visible text of all parts.
    public String text() {
        return parts.stream()
                .map(part -> part instanceof Part.Text(String text) ? text : "")
                .collect(Collectors.joining());
    }

    /// A piece of a row's content.
    public sealed interface Part {

        /// Words.
        record Text(String text) implements Part {}

        /// The model's thoughts.
        record Thinking(String text) implements Part {}

        /// A tool the agent called.
        ///
        /// @param id what the result refers to
        /// @param name the tool
        /// @param arguments as JSON
        record ToolCall(String id, String name, String arguments) implements Part {}

        /// Something this client does not know.
        ///
        /// @param type the gateway's name of it
        record Other(String type) implements Part {}
    }
}
