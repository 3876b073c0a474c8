package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.SessionHistory;
import dev.rockpool.openclaw.SessionKey;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A way to have turns answered by one gateway's agents. Safe for use by many threads.
public interface AgentTransport {

    /// Prepares a turn without sending it.
    AgentCall prepare(AgentTurn turn);

    /// Sends a turn and waits until the gateway has taken it. An interrupt cancels it: the stream returned
    /// then says [AgentEvent.Cancelled], and the thread's interrupt flag is set.
    ///
    /// @throws AgentFailure when the gateway cannot be reached or refuses
    default AgentStream start(AgentTurn turn) {
        return prepare(turn).start();
    }

    /// Whether [#history] can tell something, as far as is known. Asks nobody.
    boolean readsHistory();

    /// A page of what a session remembers, its newest rows first asked for.
    ///
    /// @param cursor the page's place, as the page after it tells; null for the newest
    /// @param within how long to wait
    /// @return empty when the gateway has no such session (any more)
    /// @throws AgentFailure when the gateway cannot be reached, refuses, or is too slow
    Optional<SessionHistory> history(
            AgentId agent, SessionKey session, int limit, @Nullable String cursor, Duration within);

    /// Deletes a session at the gateway, waiting at most about a minute.
    ///
    /// @return whether it is gone; `false` where there was none or the gateway cannot delete
    /// @throws AgentFailure when the gateway cannot be reached or refuses
    boolean deleteSession(AgentId agent, SessionKey session);
}
