package dev.rockpool.openclaw;

import dev.rockpool.openclaw.GatewayError.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tells what trouble means. The gateway's `error.type` is looked at before the status: a 401 of type
/// `unauthorized` is about our token, one of type `authentication_error` about the provider's key; a 429 of
/// type `rate_limited` shuts us out, one of type `rate_limit_error` is the provider's (OpenClaw 2026.9.6,
/// verified live).
final class GatewayErrors {

    /// The one message behind which an archived session hides (OpenClaw 2026.9.6, verified live).
    private static final String INTERNAL_ERROR = "internal error";

    private static final int MESSAGE_LIMIT = 500;

    private GatewayErrors() {}

    /// What an answer with an error means.
    static GatewayError of(Reply reply) {
        JsonNode json = reply.json();
        JsonNode error = json.path("error");
        String type = first(error.path("type"), error.path("code"), json.path("type"));
        String words = first(error.path("message"), json.path("message"), error);
        String message = words == null ? "It answered with status " + reply.status() + "." : words;
        Kind kind = type == null ? null : byType(type, message, reply.status());
        return error(kind == null ? byStatus(reply) : kind, type, message, reply.retryAfter());
    }

    /// What an error in the middle of a stream means; its status was 200 long ago.
    static GatewayError inStream(@Nullable String type, String message) {
        Kind kind = type == null ? null : byType(type, message, 500);
        return error(kind == null ? Kind.INTERNAL : kind, type, message, null);
    }

    /// What a failed connection means.
    static GatewayError unreachable(GatewaySettings settings, Throwable failure) {
        String type = failureType(failure);
        return error(Kind.UNREACHABLE, type, failureWords(settings, type, failure), null);
    }

    /// The stream broke before the answer began.
    static GatewayError lost(String detail) {
        return error(Kind.UNREACHABLE, null, detail, null);
    }

    static GatewayError emptyAnswer() {
        return error(Kind.EMPTY_ANSWER, null, "The answer ended without a word.", null);
    }

    static GatewayError stalled(Duration silence) {
        return error(Kind.STALLED, null, "Nothing came for " + silence.toSeconds() + " seconds.", null);
    }

    static GatewayError unreadable(String message) {
        return error(Kind.INTERNAL, null, message, null);
    }

    static GatewayError notOpenClaw(String message) {
        return error(Kind.NOT_OPENCLAW, null, message, null);
    }

    static GatewayError endpointOff(String message) {
        return error(Kind.ENDPOINT_OFF, null, message, null);
    }

    static GatewayError tooLarge(long bytes, long limit) {
        String message = "The request has " + bytes + " bytes and the gateway takes " + limit + ".";
        return error(Kind.TOO_LARGE, null, message, null);
    }

    /// Whether this may be the gateway's way of saying that the session is archived.
    static boolean maybeArchived(GatewayError error) {
        return error.kind() == Kind.INTERNAL && error.message().equalsIgnoreCase(INTERNAL_ERROR);
    }

    private static GatewayError error(Kind kind, @Nullable String type, String message, @Nullable Duration retryAfter) {
        return new GatewayError(kind, type, Texts.line(message, MESSAGE_LIMIT), advice(kind), retryAfter);
    }

    private static @Nullable Kind byType(String type, String message, int status) {
        return switch (type) {
            case "unauthorized" -> Kind.UNAUTHORIZED;
            case "rate_limited" -> Kind.LOCKED_OUT;
            case "proxy_attribution_required" -> Kind.PROXY_REFUSED;
            case "authentication_error", "permission_error", "insufficient_quota" -> Kind.PROVIDER_AUTH;
            case "rate_limit_error" -> Kind.RATE_LIMITED;
            case "gateway_unavailable", "unavailable", "overloaded_error" -> Kind.UNAVAILABLE;
            case "invalid_request_error" -> badRequest(message, status);
            case "api_error" -> status == 502 || status == 503 || status == 504 ? Kind.UNAVAILABLE : apiError(message);
            default -> null;
        };
    }

    private static Kind badRequest(String message, int status) {
        if (message.startsWith("Unknown agent")) {
            return Kind.UNKNOWN_AGENT;
        }
        if (message.contains("Multiple agents") || message.contains("no explicit owner")) {
            return Kind.AGENT_REQUIRED;
        }
        return status == 413 || message.startsWith("Payload too large") ? Kind.TOO_LARGE : Kind.BAD_REQUEST;
    }

    /// A stream has no status, so the provider's trouble is known by its words.
    private static Kind apiError(String message) {
        return message.startsWith("upstream provider") ? Kind.UNAVAILABLE : Kind.INTERNAL;
    }

    private static Kind byStatus(Reply reply) {
        return switch (reply.status()) {
            case 401, 403 -> Kind.UNAUTHORIZED;
            case 404, 405, 501 ->
                reply.isJson() && reply.status() == 404 && mentionsModel(reply) ? Kind.BAD_REQUEST : Kind.ENDPOINT_OFF;
            case 413 -> Kind.TOO_LARGE;
            case 429 -> Kind.RATE_LIMITED;
            case 502, 503, 504 -> Kind.UNAVAILABLE;
            default -> {
                if (reply.status() >= 500) {
                    yield Kind.INTERNAL;
                }
                yield reply.status() >= 400
                        ? Kind.BAD_REQUEST
                        : reply.ok() && reply.html() ? Kind.ENDPOINT_OFF : Kind.NOT_OPENCLAW;
            }
        };
    }

    /// A model asked for that is not there is a 404 as well (`Unknown model: ...`, OpenClaw 2026.9.6,
    /// verified live).
    private static boolean mentionsModel(Reply reply) {
        return reply.text().contains("Unknown model");
    }

    static String advice(Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "Check that the gateway runs and that its address is right.";
            case UNAUTHORIZED -> "Give this client the gateway's own token (gateway.auth.token).";
            case PROVIDER_AUTH -> "Check the model provider's key and account at the gateway.";
            case RATE_LIMITED -> "The model provider limits requests: wait a little and try again.";
            case LOCKED_OUT ->
                "Correct the token first, then wait: the gateway shuts this machine out, even with the right one.";
            case PROXY_REFUSED ->
                "Connect to the gateway directly, or list the proxy in its gateway.trustedProxies setting.";
            case ENDPOINT_OFF ->
                "Set gateway.http.endpoints.chatCompletions.enabled: true in the gateway's openclaw.json.";
            case UNKNOWN_AGENT -> "Choose an agent that the gateway has.";
            case AGENT_REQUIRED -> "Name one of the gateway's agents.";
            case BAD_REQUEST -> "Change the request.";
            case TOO_LARGE -> "Shorten the message.";
            case NOT_OPENCLAW -> "Check the address: an OpenClaw gateway listens on port 18789 unless told otherwise.";
            case STALLED -> "Look at the gateway's log, then try again.";
            case EMPTY_ANSWER -> "The model provider may have failed: look at the gateway's log, then try again.";
            case UNAVAILABLE -> "Wait a moment and try again.";
            case INTERNAL -> "Try again; if it fails again, look at the gateway's log.";
        };
    }

    private static @Nullable String failureType(Throwable failure) {
        if (caused(failure, RefusedAddressException.class)) {
            return GatewayError.ADDRESS_NOT_ALLOWED;
        }
        if (caused(failure, SocketTimeoutException.class) || caused(failure, TimeoutException.class)) {
            return GatewayError.TIMEOUT;
        }
        if (caused(failure, UnknownHostException.class)) {
            return GatewayError.UNKNOWN_HOST;
        }
        if (caused(failure, SSLException.class)) {
            return GatewayError.TLS;
        }
        return caused(failure, ConnectException.class) ? GatewayError.REFUSED : null;
    }

    private static String failureWords(GatewaySettings settings, @Nullable String type, Throwable failure) {
        return switch (type) {
            case GatewayError.ADDRESS_NOT_ALLOWED -> "The address of the host is not allowed.";
            case GatewayError.TIMEOUT ->
                caused(failure, SocketTimeoutException.class)
                        ? "No connection within " + settings.connectTimeout().toSeconds() + " seconds."
                        : "No answer in time.";
            case GatewayError.UNKNOWN_HOST -> "The host name " + settings.url().getHost() + " is not known.";
            case GatewayError.TLS -> "No secure connection: " + failure.getMessage();
            case GatewayError.REFUSED -> "The connection was refused.";
            case null, default -> "The connection broke: " + words(failure) + ".";
        };
    }

    /// What a broken connection says for itself.
    static String words(Throwable failure) {
        return failure instanceof ClosedChannelException
                ? "this client closed it"
                : Objects.requireNonNullElse(failure.getMessage(), "no reason given");
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .anyMatch(type::isInstance);
    }

    private static @Nullable String first(JsonNode... nodes) {
        return Stream.of(nodes)
                .filter(node -> node.isString() && !node.stringValue().isBlank())
                .map(JsonNode::stringValue)
                .findFirst()
                .orElse(null);
    }
}
