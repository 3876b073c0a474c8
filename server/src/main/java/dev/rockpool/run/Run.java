package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import java.time.Instant;

/// One answer, from the user's message that asks for it to the assistant's message it becomes.
///
/// @param branch the branch of the chat its answer belongs to
/// @param retry whether it asks again for an answer that did not come to its end
record Run(
        RunId id,
        ChatId chat,
        int branch,
        MessageId userMessage,
        MessageId assistantMessage,
        RunStatus status,
        boolean retry,
        Instant createdAt) {

    /// The run once it has been started.
    Run started() {
        return new Run(id, chat, branch, userMessage, assistantMessage, RunStatus.RUNNING, retry, createdAt);
    }
}
