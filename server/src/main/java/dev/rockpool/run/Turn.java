package dev.rockpool.run;

import dev.rockpool.account.AccountId;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.SessionKey;
import org.jspecify.annotations.Nullable;

/// What a run asks of the agent.
///
/// @param owner   whose chat it is
/// @param gateway the gateway of the agent, null for chats from before there were several
/// @param note    a note for this turn only, see [TurnNote]
record Turn(
        AccountId owner,
        @Nullable String gateway,
        AgentId agent,
        SessionKey session,
        String text,
        @Nullable String note) {}
