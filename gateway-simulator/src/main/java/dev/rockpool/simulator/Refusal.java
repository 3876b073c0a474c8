package dev.rockpool.simulator;

import dev.rockpool.simulator.demo.ProviderError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A request the gateway answers with an HTTP error instead of doing what it asks; written out in one
/// place.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final boolean toolShape;
    private final @Nullable Integer retryAfterSeconds;
    private final @Nullable ProviderError inStream;

    private Refusal(
            int status,
            String type,
            String message,
            boolean toolShape,
            @Nullable Integer retryAfterSeconds,
            @Nullable ProviderError inStream) {
        super(message, null, false, false);
        this.inStream = inStream;
        this.status = status;
        this.type = type;
        this.toolShape = toolShape;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /// `{"error":{"message","type"}}`, the shape of the OpenAI-style endpoints.
    static Refusal of(int status, String type, String message) {
        return new Refusal(status, type, message, false, null, null);
    }

    /// `{"ok":false,"error":{"type","message"}}`, the shape of tools and history.
    static Refusal ofTool(int status, String type, String message) {
        return new Refusal(status, type, message, true, null, null);
    }

    static Refusal badRequest(String message) {
        return of(400, "invalid_request_error", message);
    }

    static Refusal unauthorized() {
        return of(401, "unauthorized", "Unauthorized");
    }

    /// What goes wrong when the run begins: a stream has its status by then and tells it in an event, in
    /// other words.
    static Refusal atStart(int status, String type, String message, String inStream) {
        return new Refusal(status, type, message, false, null, new ProviderError(status, type, inStream));
    }

    static Refusal internal(String inStream) {
        return atStart(500, "api_error", "internal error", inStream);
    }

    static Refusal internal() {
        return internal("internal error");
    }

    /// The lock-out after too many bad tokens, which also hits the right one (OpenClaw 2026.9.6, verified
    /// live).
    static Refusal lockedOut() {
        return new Refusal(
                429,
                "rate_limited",
                "Too many failed authentication attempts. Please try again later.",
                false,
                LOCK_OUT_SECONDS,
                null);
    }

    private static final int LOCK_OUT_SECONDS = 300;

    int status() {
        return status;
    }

    @Nullable
    Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /// The event a stream tells it by, null when it is told by the status there too.
    @Nullable
    ProviderError inStream() {
        return inStream;
    }

    ObjectNode body() {
        var body = Json.object();
        if (toolShape) {
            body.put("ok", false).putObject("error").put("type", type).put("message", getMessage());
        } else {
            body.putObject("error").put("message", getMessage()).put("type", type);
        }
        return body;
    }
}
