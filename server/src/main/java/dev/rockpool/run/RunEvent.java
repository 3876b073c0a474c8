package dev.rockpool.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rockpool.chat.Message;
import org.jspecify.annotations.Nullable;

/// One step of a run. A run's events are numbered `seq` 1, 2, 3 ... in the order they happened; the last is
/// an [End].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.Text.class, name = "text"),
    @JsonSubTypes.Type(value = RunEvent.Aside.class, name = "aside"),
    @JsonSubTypes.Type(value = RunEvent.Thinking.class, name = "thinking"),
    @JsonSubTypes.Type(value = RunEvent.ToolCall.class, name = "tool-call"),
    @JsonSubTypes.Type(value = RunEvent.ToolResult.class, name = "tool-result"),
    @JsonSubTypes.Type(value = RunEvent.Approval.class, name = "approval"),
    @JsonSubTypes.Type(value = RunEvent.Usage.class, name = "usage"),
    @JsonSubTypes.Type(value = RunEvent.Phase.class, name = "phase"),
    @JsonSubTypes.Type(value = RunEvent.Titled.class, name = "titled"),
    @JsonSubTypes.Type(value = RunEvent.End.class, name = "end")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface RunEvent {

    /// More words of the answer.
    record Text(String text) implements RunEvent {}

    /// Words the agent said on its way to something it did, and its stream left out: more of the answer, not at its
    /// end.
    ///
    /// @param at how much of the answer's text is before them (in UTF-16 units); the rest moves behind
    record Aside(String text, int at) implements RunEvent {}

    /// More of what the agent thinks.
    ///
    /// @param at how much of the answer's text was written before (in UTF-16 units); null: all there is so far
    record Thinking(String text, @Nullable Integer at) implements RunEvent {

        /// What is thought after all that was written so far.
        public Thinking(String text) {
            this(text, null);
        }
    }

    /// The agent uses a tool.
    ///
    /// @param at as of [Thinking]
    record ToolCall(
            String id,
            String name,
            String title,
            Object input,
            @Nullable Integer at) implements RunEvent {

        /// What is used after all that was written so far.
        public ToolCall(String id, String name, String title, Object input) {
            this(id, name, title, input, null);
        }
    }

    /// A tool answered, or failed.
    ///
    /// @param durationMs how long it took, where that is known
    record ToolResult(
            String id,
            Object output,
            boolean failed,
            @Nullable Long durationMs) implements RunEvent {

        /// What came out after an unknown time.
        public ToolResult(String id, Object output, boolean failed) {
            this(id, output, failed, null);
        }
    }

    /// The agent asks whether it may use a tool.
    record Approval(String id, String toolCallId, String question) implements RunEvent {}

    /// Tokens the turn cost.
    record Usage(long input, long output, long total) implements RunEvent {}

    /// What the gateway is busy with before the answer begins.
    record Phase(String name) implements RunEvent {}

    /// The chat got its title meanwhile.
    record Titled(String title) implements RunEvent {}

    /// The run is over.
    ///
    /// @param status       one of the final ones
    /// @param finishReason `stop`, `length` or `other`, when finished
    /// @param failure      why the answer is not complete, when failed or interrupted
    record End(RunStatus status, @Nullable String finishReason, Message.@Nullable Failure failure) implements RunEvent {

        static End finished(String finishReason) {
            return new End(RunStatus.FINISHED, finishReason, null);
        }

        static End stopped() {
            return new End(RunStatus.STOPPED, null, null);
        }

        static End failed(String code, String sentence) {
            return new End(RunStatus.FAILED, null, new Message.Failure(code, sentence));
        }

        static End interrupted(String sentence) {
            return new End(RunStatus.INTERRUPTED, null, new Message.Failure("interrupted:run", sentence));
        }
    }
}
