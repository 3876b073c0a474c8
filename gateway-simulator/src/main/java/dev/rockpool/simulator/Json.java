package dev.rockpool.simulator;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one JSON mapper, and what every endpoint asks of it.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /// What is known to be JSON.
    static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }

    /// The text as a JSON string, quotes included.
    static String quoted(String text) {
        return MAPPER.writeValueAsString(text);
    }

    /// The body as an object; an empty body is an empty one.
    ///
    /// @throws Refusal 400 when the body is anything else
    static JsonNode parseObject(String body) {
        if (body.isBlank()) {
            return object();
        }
        JsonNode parsed;
        try {
            parsed = MAPPER.readTree(body);
        } catch (JacksonException notJson) {
            throw Refusal.badRequest("The body is not JSON.");
        }
        if (!parsed.isObject()) {
            throw Refusal.badRequest(": Invalid input: expected object, received " + type(parsed));
        }
        return parsed;
    }

    static String type(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    static @Nullable String string(JsonNode object, String name) {
        var value = object.path(name);
        return value.isString() && !value.stringValue().isBlank()
                ? value.stringValue().trim()
                : null;
    }
}
