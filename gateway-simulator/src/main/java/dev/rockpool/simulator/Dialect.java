package dev.rockpool.simulator;

import org.jspecify.annotations.Nullable;

/// Which gateway the simulator is: the wires that exist in the field differ, and a client has to cope with
/// each.
public enum Dialect {
    /// OpenClaw 2026.9.6: health probes, model list, history, session tools; a closed stream aborts its
    /// run.
    CURRENT("2026.9.6", 20 * 1024 * 1024),
    /// OpenClaw 2026.2.9: unknown paths answer an HTML page, no finish or usage chunk, provider errors are
    /// hidden, a closed stream does not stop the run, and bodies over 1 MB reset the connection.
    LEGACY("2026.2.9", 1024 * 1024),
    /// A gateway or proxy that reads the session from the model string, `openclaw:<sessionKey>`, and has no
    /// other OpenClaw endpoint.
    MODEL_STRING(null, 20 * 1024 * 1024);

    private final @Nullable String version;
    private final int maxBodyBytes;

    Dialect(@Nullable String version, int maxBodyBytes) {
        this.version = version;
        this.maxBodyBytes = maxBodyBytes;
    }

    /// The OpenClaw version this dialect was measured on, or null where there is none.
    @Nullable
    String version() {
        return version;
    }

    /// The longest `/v1/chat/completions` body, in bytes.
    int maxBodyBytes() {
        return maxBodyBytes;
    }

    /// Whether a longer body is answered by a connection reset; otherwise by 413.
    boolean resetsLargeBodies() {
        return this == LEGACY;
    }

    /// Whether headers and the role chunk leave before the model has said anything, and a finish chunk
    /// closes the answer.
    boolean sendsFramingChunks() {
        return this != LEGACY;
    }

    /// Whether closing a stream aborts its run; otherwise the run goes on unseen and its answer is
    /// remembered.
    boolean closeAborts() {
        return this != LEGACY;
    }

    /// Whether a failing model provider shows as an error; otherwise a stream just ends and a whole answer
    /// quotes the failure.
    boolean showsProviderErrors() {
        return this != LEGACY;
    }
}
