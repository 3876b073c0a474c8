package dev.rockpool.simulator;

/// What one dialect answers to each request. Called on the connection's event loop.
interface Routes {
    /// The longest body taken for this request target, in bytes.
    int maxBodyBytes(String uri);

    /// Whether a longer body resets the connection; otherwise it is read to its end and marked too large.
    boolean resetsLargeBodies();

    /// Answers at once or takes the exchange along to answer later.
    ///
    /// @throws Refusal when the answer is an HTTP error
    void answer(Exchange exchange);
}
