package dev.rockpool.openclaw;

import org.jspecify.annotations.Nullable;

/// A call that the gateway refused or that did not reach it.
public final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient GatewayError error;

    public GatewayException(GatewayError error) {
        this(error, null);
    }

    public GatewayException(GatewayError error, @Nullable Throwable cause) {
        super(error.message() + " " + error.advice(), cause);
        this.error = error;
    }

    /// What happened and what to do.
    public GatewayError error() {
        return error;
    }
}
