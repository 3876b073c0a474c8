package dev.rockpool.run;

import dev.rockpool.account.AccountId;
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
/// @param images  shown with the text
/// @param note    a note for this turn only, see [TurnNote]
record Turn(
        AccountId owner,
        @Nullable String gateway,
        AgentId agent,
        SessionKey session,
        List<ChatRequest.Entry> history,
        String text,
        List<ChatRequest.Image> images,
        @Nullable String note) {}
