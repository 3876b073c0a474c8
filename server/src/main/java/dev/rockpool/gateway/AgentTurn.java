package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.SessionKey;
import org.jspecify.annotations.Nullable;

/// What is asked of an agent in one turn.
///
/// @param agent who answers
/// @param session in which session
/// @param message the person's new message and nothing of the past, not blank
/// @param note a system text for this turn only, which the session does not remember
/// @param model another model for this turn only, `null` for the agent's own
public record AgentTurn(
        AgentId agent,
        SessionKey session,
        String message,
        @Nullable String note,
        @Nullable String model) {}
