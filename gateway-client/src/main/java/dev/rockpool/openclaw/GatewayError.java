package dev.rockpool.openclaw;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What went wrong at a gateway or on the way to it, and what to do about it.
///
/// @param kind which sort of trouble; decided by the gateway's `error.type` first and by the status only
///     after that, because the same status means different things: a 401 may be about our token or about
///     the provider's key (OpenClaw 2026.9.6, verified live)
/// @param type the gateway's own `error.type`, where there is one; of a gateway that could not be connected to
///     one of [#REFUSED], [#TIMEOUT], [#UNKNOWN_HOST], [#TLS], [#ADDRESS_NOT_ALLOWED], where known
/// @param message the gateway's own words, or ours where it had none; one line. It may hold paths of its
///     machine: clean it before showing it to others
/// @param advice what to do, a sentence in plain words
/// @param retryAfter how long to leave the gateway alone, where it says so
public record GatewayError(
        Kind kind,
        @Nullable String type,
        String message,
        String advice,
        @Nullable Duration retryAfter) {

    /// Nobody listens there.
    public static final String REFUSED = "refused";

    /// Nobody answered in time.
    public static final String TIMEOUT = "timeout";

    /// There is no host of that name.
    public static final String UNKNOWN_HOST = "unknown_host";

    /// No secure connection came about: a certificate that is not trusted, or none at all.
    public static final String TLS = "tls";

    /// The host is at an address that the client's [AddressRule] does not allow.
    public static final String ADDRESS_NOT_ALLOWED = "address_not_allowed";

    /// Sorts of trouble.
    public enum Kind {
        /// No connection, or it broke before an answer began.
        UNREACHABLE,
        /// The gateway does not accept our token.
        UNAUTHORIZED,
        /// The model provider does not accept the gateway's key.
        PROVIDER_AUTH,
        /// The model provider wants fewer requests.
        RATE_LIMITED,
        /// The gateway shuts this machine out for a while after too many wrong tokens; the right one does
        /// not help.
        LOCKED_OUT,
        /// The gateway does not trust the proxy in front of it.
        PROXY_REFUSED,
        /// The gateway works, but the endpoint asked for is switched off or not there.
        ENDPOINT_OFF,
        /// The gateway has no such agent.
        UNKNOWN_AGENT,
        /// The gateway has several agents and wants one named.
        AGENT_REQUIRED,
        /// The request was refused for another reason.
        BAD_REQUEST,
        /// The request is larger than the gateway takes.
        TOO_LARGE,
        /// Something answered that is no OpenClaw gateway.
        NOT_OPENCLAW,
        /// Nothing came for the whole idle time.
        STALLED,
        /// The turn ended without a word, which is how older gateways hide a provider's error.
        EMPTY_ANSWER,
        /// The gateway or its provider cannot take work just now.
        UNAVAILABLE,
        /// The gateway failed and does not say why.
        INTERNAL
    }
}
