package dev.rockpool.run;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.SessionKey;
import org.jspecify.annotations.Nullable;

/// What a run asks of the agent.
///
/// @param note a note for this turn only, see [TurnNote]
record Turn(
        AgentId agent,
        SessionKey session,
        String text,
        @Nullable String note) {}
