package dev.rockpool.simulator;

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

    private Refusal(int status, String type, String message, boolean toolShape, @Nullable Integer retryAfterSeconds) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.toolShape = toolShape;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /// `{"error":{"message","type"}}`, the shape of the OpenAI-style endpoints.
    static Refusal of(int status, String type, String message) {
        return new Refusal(status, type, message, false, null);
    }

    /// `{"ok":false,"error":{"type","message"}}`, the shape of tools and history.
    static Refusal ofTool(int status, String type, String message) {
        return new Refusal(status, type, message, true, null);
    }

    static Refusal badRequest(String message) {
        return of(400, "invalid_request_error", message);
    }

    static Refusal unauthorized() {
        return of(401, "unauthorized", "Unauthorized");
    }

    static Refusal internal() {
        return of(500, "api_error", "internal error");
    }

    /// The lock-out after too many bad tokens, which also hits the right one (OpenClaw 2026.9.6, verified
    /// live).
    static Refusal lockedOut() {
        return new Refusal(
                429,
                "rate_limited",
                "Too many failed authentication attempts. Please try again later.",
                false,
                LOCK_OUT_SECONDS);
    }

    private static final int LOCK_OUT_SECONDS = 300;

    int status() {
        return status;
    }

    @Nullable
    Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }

    ObjectNode body() {
        var body = Json.object();
        if (toolShape) {
            body.put("ok", false);
        }
        body.putObject("error").put("message", getMessage()).put("type", type);
        return body;
    }
}
