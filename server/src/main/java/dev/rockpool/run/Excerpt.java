package dev.rockpool.run;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of the texts that go into tools and come out of them: enough to see what happened. Lengths are in
/// characters.
final class Excerpt {

    /// What is kept of one text, or of the arguments of one call.
    static final int LONGEST = 16_000;

    /// What is kept of all texts of an answer; of those after it, their beginnings.
    static final int ROOM = 1_000_000;

    private static final int SHORTEST = 200;
    private static final int MOST_FIELDS = 50;
    private static final JsonMapper JSON = JsonMapper.shared();

    private int room = ROOM;

    /// The text, or its beginning.
    String of(String text) {
        return of(text, LONGEST);
    }

    private String of(String text, int most) {
        int limit = Math.max(SHORTEST, Math.min(most, room));
        room = Math.max(0, room - Math.min(limit, text.length()));
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return "%s\n[%,d more characters]".formatted(text.substring(0, end), text.length() - end);
    }

    /// The arguments of a call: as they are where they are short, else with long ones cut.
    ///
    /// @param json the arguments, as JSON
    Object ofArguments(String json) {
        JsonNode arguments = read(json);
        if (!arguments.isObject()) {
            return of(json);
        }
        if (json.length() <= Math.min(LONGEST, room)) {
            room -= json.length();
            return JSON.convertValue(arguments, Object.class);
        }
        return fields(arguments);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException _) {
            return JSON.missingNode();
        }
    }

    private Map<String, Object> fields(JsonNode arguments) {
        Map<String, Object> kept = new LinkedHashMap<>();
        int each = LONGEST / Math.clamp(arguments.size(), 1, MOST_FIELDS);
        arguments.properties().stream().limit(MOST_FIELDS).forEach(field -> {
            JsonNode value = field.getValue();
            kept.put(of(field.getKey(), SHORTEST), of(value.isString() ? value.stringValue() : value.toString(), each));
        });
        return kept;
    }
}
