package dev.rockpool.simulator.demo;

/// A failure of the model behind the agent, as the gateway passes it on (OpenClaw 2026.9.6, verified live).
///
/// @param status the HTTP status of an answer that is not streamed
public record ProviderError(int status, String type, String message) {
    public static final ProviderError REFUSED =
            new ProviderError(400, "invalid_request_error", "400 bad request upstream");
    public static final ProviderError KEY_REJECTED =
            new ProviderError(401, "authentication_error", "401 invalid provider key");
    public static final ProviderError RATE_LIMITED =
            new ProviderError(429, "rate_limit_error", "429 provider rate limit reached");
    public static final ProviderError INTERNAL = new ProviderError(500, "api_error", "internal error");
    public static final ProviderError RUN_ABORTED = new ProviderError(500, "api_error", "agent run aborted");
}
