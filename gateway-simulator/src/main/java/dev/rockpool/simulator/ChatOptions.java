package dev.rockpool.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a `/v1/chat/completions` body says apart from its messages.
///
/// @param model as sent, `openclaw` when absent
/// @param user the `user` field, or null
record ChatOptions(String model, @Nullable String user, boolean stream, boolean includeUsage) {

    /// Reads the body; an old gateway takes whatever comes.
    ///
    /// @throws Refusal 400 when a field is not what it has to be
    static ChatOptions parse(JsonNode body, Dialect dialect) {
        if (dialect != Dialect.LEGACY) {
            check(body);
        }
        var model = Json.string(body, "model");
        return new ChatOptions(
                model == null ? "openclaw" : model,
                Json.string(body, "user"),
                body.path("stream").asBoolean(false),
                body.path("stream_options").path("include_usage").asBoolean(false));
    }

    private static void check(JsonNode body) {
        var stream = body.path("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            throw Refusal.badRequest("stream: Invalid input: expected boolean, received " + Json.type(stream));
        }
        checkRange(body, "temperature", 2);
        checkRange(body, "top_p", 1);
    }

    private static void checkRange(JsonNode body, String name, int max) {
        var value = body.path(name);
        if (value.isNumber() && (value.doubleValue() < 0 || value.doubleValue() > max)) {
            throw Refusal.badRequest("`" + name + "` must be between 0 and " + max + ".");
        }
    }
}
