package dev.rockpool.openclaw;

import java.util.Optional;

/// An answer as it arrives. One thread reads; any thread may close.
public interface ChatStream extends AutoCloseable {

    /// Waits for the next event. After a [ChatEvent.End] it keeps returning that one.
    ChatEvent next();

    /// The gateway's name for this run, by which its rows in a session's history can be told; known
    /// from the first event on, at today's gateway from the moment it has taken the turn (OpenClaw
    /// 2026.9.6, verified live). Any thread may ask.
    Optional<String> runId();

    /// Cancels what is not yet read: a waiting [#next()] returns [ChatEvent.Cancelled] promptly, and the
    /// connection is closed, which makes today's gateway abort the run within about 0.1 s while an older
    /// one runs on to the end (OpenClaw 2026.9.6 and 2026.2.9, verified live; [GatewayInfo#stopAborts()]).
    /// Does nothing the second time.
    @Override
    void close();
}
