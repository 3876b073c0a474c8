package dev.rockpool.run;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.ChatRequest;
import dev.rockpool.openclaw.SessionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run asks of the agent.
///
/// @param owner   whose chat it is
/// @param gateway the gateway of the agent, null for chats from before there were several
/// @param history what was said before, for a session that has heard none of it; else empty
/// @param text    the words of the message; may be blank when there are files
/// @param files   what is attached to it
/// @param note    a note for this turn only, see [TurnNote]
/// @param goesOn  whether its session has answered before, or may have
record Turn(
        AccountId owner,
        @Nullable String gateway,
        AgentId agent,
        SessionKey session,
        List<ChatRequest.Entry> history,
        String text,
        List<MessagePart.File> files,
        @Nullable String note,
        boolean goesOn) {

    /// What the turn is about, for its chat's title: its words, else the first file's name.
    String subject() {
        return text.isBlank() && !files.isEmpty() ? files.getFirst().filename() : text;
    }
}
