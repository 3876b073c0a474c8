package dev.rockpool.run;

import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import java.time.Instant;

/// An answer in the making, or one that waits for its turn, as a page that shows its chat needs it.
///
/// @param messageId the id the answer will have
/// @param status    [RunStatus#RUNNING] or [RunStatus#QUEUED]
/// @param question  the message it answers; while it waits, that is not part of the conversation yet
public record OpenRun(RunId runId, MessageId messageId, RunStatus status, Instant createdAt, Message question) {

    static OpenRun of(Run run, Message question) {
        return new OpenRun(run.id(), run.assistantMessage(), run.status(), run.createdAt(), question);
    }
}
