package dev.rockpool.gateway;

/// A turn that can be stopped before its stream exists. Safe for use by several threads.
public interface AgentCall extends AutoCloseable {

    /// Sends the turn and waits until the gateway has taken it. To be called once. When the call is closed
    /// meanwhile or was before, the stream returned says [AgentEvent.Cancelled].
    ///
    /// @throws AgentFailure when the gateway cannot be reached or refuses
    AgentStream start();

    /// Stops the turn, whether it is still being started or already streams. Any thread, any time, any
    /// number of times.
    @Override
    void close();
}
