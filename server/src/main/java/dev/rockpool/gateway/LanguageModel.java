package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.ChatRequest;
import dev.rockpool.openclaw.ModelString;
import dev.rockpool.openclaw.SessionHistory;
import dev.rockpool.openclaw.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An agent in one session: answers there, remembering what was said there before. Its id is
/// `openclaw:<sessionKey>`.
public final class LanguageModel {

    private final AgentTransport transport;
    private final AgentId agent;
    private final SessionKey session;

    LanguageModel(AgentTransport transport, AgentId agent, SessionKey session) {
        this.transport = transport;
        this.agent = agent;
        this.session = session;
    }

    public ModelString id() {
        return new ModelString(session);
    }

    /// Prepares the answer to a new message, so that it can be stopped from the first moment.
    ///
    /// @param note a system text for this turn only
    public AgentCall prepare(String message, @Nullable String note) {
        return prepare(List.of(), message, List.of(), note);
    }

    /// As [#prepare(String, String)], with what was said before and with images.
    ///
    /// @param history for a session that has heard none of it; else empty
    /// @param images shown with the message
    public AgentCall prepare(
            List<ChatRequest.Entry> history, String message, List<ChatRequest.Image> images, @Nullable String note) {
        return transport.prepare(new AgentTurn(agent, session, history, message, images, note, null));
    }

    /// Asks and waits until the gateway has taken the turn.
    ///
    /// @param note a system text for this turn only
    /// @throws AgentFailure when the gateway cannot be reached or refuses
    public AgentStream answer(String message, @Nullable String note) {
        return prepare(message, note).start();
    }

    /// Whether [#history] can tell something, as far as is known. Asks nobody.
    public boolean readsHistory() {
        return transport.readsHistory();
    }

    /// A page of what the session remembers; parameters and failures as of [AgentTransport#history].
    public Optional<SessionHistory> history(int limit, @Nullable String cursor, Duration within) {
        return transport.history(agent, session, limit, cursor, within);
    }

    /// Deletes the session at the gateway.
    ///
    /// @return whether it is gone; `false` where there was none or the gateway cannot delete
    /// @throws AgentFailure when the gateway cannot be reached or refuses
    public boolean deleteSession() {
        return transport.deleteSession(agent, session);
    }
}
