package dev.rockpool.gateway;

/// One step of an answer, whatever transport it came by. A transport sends what it can see: over HTTP that
/// is text, usage and the end.
public sealed interface AgentEvent {

    /// A piece of the answer, to be appended; never empty.
    record Text(String text) implements AgentEvent {}

    /// A piece of the model's thoughts, to be appended; never empty.
    record Thinking(String text) implements AgentEvent {}

    /// The agent uses a tool.
    ///
    /// @param id names the call within the turn
    /// @param name the tool
    /// @param title what it does, for people
    /// @param input its arguments: maps, lists, strings, numbers, booleans
    record ToolCall(String id, String name, String title, Object input) implements AgentEvent {}

    /// A tool has answered.
    ///
    /// @param id the call
    /// @param output what came out: maps, lists, strings, numbers, booleans
    /// @param failed whether the tool failed
    record ToolResult(String id, Object output, boolean failed) implements AgentEvent {}

    /// The agent waits for a person's permission.
    ///
    /// @param id names the question
    /// @param toolCallId the call that waits
    /// @param question what is asked
    record Approval(String id, String toolCallId, String question) implements AgentEvent {}

    /// Tokens used by the whole turn.
    record Usage(long prompt, long completion, long total) implements AgentEvent {}

    /// What the gateway is busy with before the answer begins.
    record Phase(String name) implements AgentEvent {}

    /// How the answer ended.
    sealed interface End extends AgentEvent {}

    /// The answer is complete.
    record Finished(FinishReason reason) implements End {}

    /// The turn failed; text that came before is worth keeping.
    ///
    /// @param reason which sort of trouble
    /// @param message one sentence or two for people: what, which gateway, what to do
    record Failed(AgentFailure.Reason reason, String message) implements End {}

    /// The connection was lost in mid-answer.
    ///
    /// @param message one sentence or two for people: what, which gateway, what to do
    record Interrupted(String message) implements End {}

    /// This side stopped it.
    record Cancelled() implements End {}

    /// Why a complete answer ended.
    enum FinishReason {
        /// Everything was said.
        STOP,
        /// The model's limit was reached: the answer is cut off.
        LENGTH,
        /// Something else.
        OTHER
    }
}
