package dev.rockpool.openclaw;

/// An answer as it arrives. One thread reads; any thread may close.
public interface ChatStream extends AutoCloseable {

    /// Waits for the next event. After a [ChatEvent.End] it keeps returning that one.
    ChatEvent next();

    /// Cancels what is not yet read: a waiting [#next()] returns [ChatEvent.Cancelled] promptly, and the
    /// connection is closed, which makes today's gateway abort the run within about 0.1 s while an older
    /// one runs on to the end (OpenClaw 2026.9.6 and 2026.2.9, verified live; [GatewayInfo#stopAborts()]).
    /// Does nothing the second time.
    @Override
    void close();
}
