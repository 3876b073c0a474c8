package dev.rockpool.openclaw;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a gateway is and how to talk to it.
///
/// @param name what people call it, shown in messages
/// @param url its address, `http` or `https` (`ws` and `wss` are taken as those), without user, query or
///     fragment
/// @param credential its token, `null` for a gateway that wants none
/// @param routing how sessions are named on the wire
/// @param connectTimeout how long opening a connection may take, by default 10 seconds
/// @param idleTimeout how long a stream may be silent before it is given up, by default 10 minutes. The
///     gateway sends no keep-alives: silences of 160 seconds during provider retries and 560 on a stalled
///     provider were measured (OpenClaw 2026.9.6, verified live)
public record GatewaySettings(
        String name,
        URI url,
        @Nullable Credential credential,
        SessionRouting routing,
        Duration connectTimeout,
        Duration idleTimeout) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);

    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException when the address cannot be a gateway's or a time is not positive
    public GatewaySettings {
        url = normalized(url);
        if (!connectTimeout.isPositive() || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException("The timeouts of a gateway are longer than zero.");
        }
    }

    /// Settings with automatic routing and the default times.
    ///
    /// @throws IllegalArgumentException when the address cannot be a gateway's
    public static GatewaySettings of(String name, URI url, @Nullable Credential credential) {
        return new GatewaySettings(name, url, credential, SessionRouting.AUTO, CONNECT_TIMEOUT, IDLE_TIMEOUT);
    }

    public GatewaySettings withRouting(SessionRouting other) {
        return new GatewaySettings(name, url, credential, other, connectTimeout, idleTimeout);
    }

    public GatewaySettings withConnectTimeout(Duration other) {
        return new GatewaySettings(name, url, credential, routing, other, idleTimeout);
    }

    public GatewaySettings withIdleTimeout(Duration other) {
        return new GatewaySettings(name, url, credential, routing, connectTimeout, other);
    }

    private static URI normalized(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String http = switch (scheme) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default ->
                throw new IllegalArgumentException(
                        "A gateway's address begins with http:// or https://, not " + Texts.quoted(scheme));
        };
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("A gateway's address names a host and no user.");
        }
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        return URI.create(http + "://" + url.getHost() + port + path);
    }
}
