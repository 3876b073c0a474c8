package dev.rockpool.openclaw;

/// A turn that can be cancelled before its stream exists. Safe for use by several threads.
public interface ChatCall extends AutoCloseable {

    /// Sends the turn and waits until the gateway has taken it. To be called once. When the call is
    /// [closed][#close()] meanwhile or was before, the stream returned says [ChatEvent.Cancelled];
    /// interrupting the waiting thread cancels the call as well and leaves the thread's interrupt flag set.
    ///
    /// @throws GatewayException when the gateway cannot be reached or refuses
    ChatStream start();

    /// Cancels the turn, whether it is still being started or already streams. Any thread, any time, any
    /// number of times.
    @Override
    void close();
}
