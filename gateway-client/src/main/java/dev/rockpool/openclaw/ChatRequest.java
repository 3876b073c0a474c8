package dev.rockpool.openclaw;

import org.jspecify.annotations.Nullable;

/// One turn. It carries the new message only: the session remembers the earlier ones, and every further
/// message sent along would be flattened into the new one (OpenClaw 2026.9.6 and 2026.2.9, verified live).
///
/// @param agent who answers
/// @param session in which session
/// @param message what the person says, not blank
/// @param note a system text for this turn only, which never enters the session's transcript
/// @param model another model for this turn only (`x-openclaw-model`, as `provider/model`); older gateways
///     ignore it
public record ChatRequest(
        AgentId agent,
        SessionKey session,
        String message,
        @Nullable String note,
        @Nullable String model) {

    /// Checks the request.
    ///
    /// @throws IllegalArgumentException when the message is blank or the model cannot stand in a header
    public ChatRequest {
        if (message.isBlank()) {
            throw new IllegalArgumentException("A message has text.");
        }
        if (model != null && (model.isEmpty() || !model.chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            throw new IllegalArgumentException("A model's name has no spaces or special characters.");
        }
    }

    /// The message to the agent `main` in its session `main`.
    public static ChatRequest of(String message) {
        return of(SessionKey.MAIN, message);
    }

    /// The message to the agent `main` in a session.
    public static ChatRequest of(SessionKey session, String message) {
        return new ChatRequest(AgentId.MAIN, session, message, null, null);
    }

    public ChatRequest withAgent(AgentId other) {
        return new ChatRequest(other, session, message, note, model);
    }

    public ChatRequest withNote(@Nullable String other) {
        return new ChatRequest(agent, session, message, other, model);
    }

    public ChatRequest withModel(@Nullable String other) {
        return new ChatRequest(agent, session, message, note, other);
    }
}
