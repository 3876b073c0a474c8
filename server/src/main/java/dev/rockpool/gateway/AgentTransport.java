package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.SessionKey;

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

    /// Deletes a session at the gateway, waiting at most about a minute.
    ///
    /// @return whether it is gone; `false` where there was none or the gateway cannot delete
    /// @throws AgentFailure when the gateway cannot be reached or refuses
    boolean deleteSession(AgentId agent, SessionKey session);
}
