package dev.rockpool.openclaw;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A row of a session's transcript.
///
/// @param role `user`, `assistant`, `toolResult` or `system`
/// @param parts its content in order
/// @param timestamp when it was begun, where the gateway tells
/// @param recordedAt when it entered the transcript, where the gateway tells: of a row that calls tools, right
///     before they were called
/// @param seq its place in the transcript, 0 when unknown; one record may yield several rows with the same
///     number
/// @param runId the run it belongs to, as [ChatStream#runId()] has it, where the gateway tells; messages of
///     people have none (OpenClaw 2026.9.6, verified live)
/// @param kind what sort of row of the gateway's own it is, such as `reset`; `null` for all others
public record HistoryMessage(
        String role,
        List<Part> parts,
        @Nullable Instant timestamp,
        @Nullable Instant recordedAt,
        long seq,
        @Nullable String runId,
        @Nullable String kind) {

    private static final String RESET = "reset";

    public HistoryMessage {
        parts = List.copyOf(parts);
    }

    /// Whether a person, or whoever spoke for one, says something here.
    public boolean isUser() {
        return role.equals("user");
    }

    /// Whether the session has forgotten all before this.
    public boolean isReset() {
        return RESET.equals(kind);
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

        /// What a tool answered. A command that exits with an error has not failed as a tool (OpenClaw 2026.9.6,
        /// verified live).
        ///
        /// @param callId the call it answers
        /// @param output the words of it; a picture is only mentioned
        record ToolResult(String callId, String output, boolean failed) implements Part {}

        /// Something this client does not know.
        ///
        /// @param type the gateway's name of it
        record Other(String type) implements Part {}
    }
}
