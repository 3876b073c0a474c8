package dev.rockpool.openclaw;

/// One step of an answer: any number of [Text] and at most a few [UsageReport], then one [End].
public sealed interface ChatEvent {

    /// A piece of the answer, never empty.
    ///
    /// @param text to be appended to what came before
    record Text(String text) implements ChatEvent {}

    /// What the turn used. Older gateways do not report it.
    ///
    /// @param usage the sum over all model calls of the turn
    record UsageReport(Usage usage) implements ChatEvent {}

    /// How the answer ended.
    sealed interface End extends ChatEvent {}

    /// The gateway said that the answer is complete.
    ///
    /// @param reason why the model stopped
    record Finished(FinishReason reason) implements End {}

    /// The turn failed; text that came before is still worth keeping.
    ///
    /// @param error what happened and what to do
    record Failed(GatewayError error) implements End {}

    /// The connection ended after some text and before the gateway said that the answer is complete.
    ///
    /// @param detail how it ended
    record Interrupted(String detail) implements End {}

    /// This side cancelled.
    record Cancelled() implements End {}
}
