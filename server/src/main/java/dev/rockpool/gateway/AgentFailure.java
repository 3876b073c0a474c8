package dev.rockpool.gateway;

import org.jspecify.annotations.Nullable;

/// A turn that could not be had. The message is written for the person who waits: what happened, at which
/// gateway, and what to do; it never holds a secret or a path of the gateway's machine.
public final class AgentFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public AgentFailure(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// Sorts of trouble, by what has to be done about them.
    public enum Reason {
        /// The gateway cannot be reached.
        UNREACHABLE,
        /// The gateway does not accept this server: its token, its address, its proxy.
        REFUSED,
        /// The gateway's or this server's settings do not fit: endpoint off, unknown agent, no gateway at
        /// all.
        MISCONFIGURED,
        /// The model provider behind the gateway does not accept the gateway's key.
        PROVIDER,
        /// Too many requests; later it may work.
        LIMITED,
        /// The message itself was refused.
        REJECTED,
        /// The message is larger than the gateway takes.
        TOO_LARGE,
        /// The gateway fell silent.
        STALLED,
        /// The turn ended without a word.
        EMPTY,
        /// The gateway failed or cannot take work now; trying again may help.
        FAILED
    }
}
