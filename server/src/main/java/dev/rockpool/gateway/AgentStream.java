package dev.rockpool.gateway;

import java.util.Optional;

/// An answer as it is made. One thread reads; any thread may close.
public interface AgentStream extends AutoCloseable {

    /// Waits for the next event. After an [AgentEvent.End] it keeps returning that one. Never throws.
    AgentEvent next();

    /// What the gateway calls this run; empty while it has not said, or where it says nothing. Any thread.
    Optional<String> runId();

    /// Stops the answer at the gateway, where it can be stopped; a waiting [#next()] returns
    /// [AgentEvent.Cancelled] promptly. Does nothing once the answer has ended.
    @Override
    void close();
}
