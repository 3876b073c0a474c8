package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import java.time.Instant;

/// One answer, from the user's message that asks for it to the assistant's message it becomes.
///
/// @param retry whether it asks again for an answer that did not come to its end
record Run(
        RunId id,
        ChatId chat,
        MessageId userMessage,
        MessageId assistantMessage,
        RunStatus status,
        boolean retry,
        Instant createdAt) {

    /// The run once it has been started.
    Run started() {
        return new Run(id, chat, userMessage, assistantMessage, RunStatus.RUNNING, retry, createdAt);
    }
}
