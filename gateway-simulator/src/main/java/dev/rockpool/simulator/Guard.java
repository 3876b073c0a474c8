package dev.rockpool.simulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// What every OpenClaw request has to get past before its endpoint sees it.
final class Guard {
    private static final String BEARER = "bearer ";
    private static final String PROXY_REFUSED = "Proxy client attribution is required. Configure gateway.trustedProxies"
            + " narrowly and make the proxy overwrite or safely rebuild forwarded client headers.";

    private Guard() {}

    /// A request that wants to change protocols goes to the gateway's WebSocket server, which takes nothing
    /// but its own handshake: this is how `java.net.http.HttpClient` fails when it is left to offer HTTP/2
    /// (OpenClaw 2026.9.6 and 2026.2.9, verified live). There is no WebSocket here.
    ///
    /// @return whether the request was answered
    static boolean refusesUpgrade(Exchange exchange) {
        if (!exchange.request().headers().contains(HttpHeaderNames.UPGRADE)) {
            return false;
        }
        if (exchange.request().method().equals(HttpMethod.GET)) {
            exchange.textAndClose(400, "text/html", "Bad Request");
        } else {
            exchange.textAndClose(405, "text/html", "Invalid HTTP method");
        }
        return true;
    }

    /// @throws Refusal 403 when the request says it was forwarded: nothing this close is a trusted proxy
    ///     (OpenClaw 2026.9.6, verified live)
    static void refuseForwarded(Request request) {
        var forwarded = request.headers().names().stream()
                .map(String::toLowerCase)
                .anyMatch(name ->
                        name.startsWith("x-forwarded-") || name.equals("forwarded") || name.equals("x-real-ip"));
        if (forwarded) {
            throw Refusal.of(403, "proxy_attribution_required", PROXY_REFUSED);
        }
    }

    /// @throws Refusal 401 when the request does not carry the token
    static void requireToken(Request request, String token) {
        var authorization = request.header("authorization");
        if (authorization == null
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                || !same(authorization.substring(BEARER.length()).strip(), token)) {
            throw Refusal.unauthorized();
        }
    }

    /// @throws Refusal 413 when the body was longer than this path takes
    static void requireBody(Request request) {
        if (request.tooLarge()) {
            throw Refusal.of(413, "invalid_request_error", "Payload too large");
        }
    }

    /// Takes the same time whatever the difference.
    private static boolean same(String shown, String token) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
