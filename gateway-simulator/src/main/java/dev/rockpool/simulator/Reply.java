package dev.rockpool.simulator;

import dev.rockpool.simulator.demo.ProviderError;

/// The wire form of one answer. Runs on the connection's event loop; [#token] only gathers, [#flush] sends.
interface Reply {
    /// The gateway has taken the request; the run may still have to wait.
    void accepted();

    /// Whether more may be written: false while the reader does not keep up.
    boolean writable();

    void token(String text);

    void flush();

    /// The answer is complete.
    ///
    /// @param reason `stop` or `length`
    void finish(String reason, Usage usage);

    void fail(ProviderError error);

    /// Breaks the connection; what was flushed still arrives.
    void disconnect();
}
