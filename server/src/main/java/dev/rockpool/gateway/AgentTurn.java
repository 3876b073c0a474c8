package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.ChatRequest;
import dev.rockpool.openclaw.SessionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked of an agent in one turn.
///
/// @param agent who answers
/// @param session in which session
/// @param history what was said before, for a session that has heard none of it; else empty
/// @param message the person's new message and nothing of the past, not blank unless there are images
/// @param images shown with the message
/// @param note a system text for this turn only, which the session does not remember
/// @param model another model for this turn only, `null` for the agent's own
public record AgentTurn(
        AgentId agent,
        SessionKey session,
        List<ChatRequest.Entry> history,
        String message,
        List<ChatRequest.Image> images,
        @Nullable String note,
        @Nullable String model) {

    /// A message that stands alone, answered by another model if one is named.
    static AgentTurn alone(AgentId agent, SessionKey session, String message, @Nullable String model) {
        return new AgentTurn(agent, session, List.of(), message, List.of(), null, model);
    }
}
