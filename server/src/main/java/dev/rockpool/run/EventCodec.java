package dev.rockpool.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a batch of events as one JSON array and reads it back event for event.
///
/// Neighbouring pieces of text are stored joined, with the length of each (`"n"`, in UTF-16 units): that is
/// short, and a reader may still resume between any two of them. A thought that has a place of its own stays alone.
@Component
final class EventCodec {

    private static final TypeReference<RunEvent> EVENT = new TypeReference<>() {};
    private static final String LENGTHS = "n";

    private final JsonMapper json;

    EventCodec(JsonMapper json) {
        this.json = json;
    }

    String encode(List<RunEvent> events) {
        ArrayNode batch = json.createArrayNode();
        int index = 0;
        while (index < events.size()) {
            int end = endOfSameKind(events, index);
            batch.add(end == index ? json.valueToTree(events.get(index)) : joined(events.subList(index, end)));
            index = Math.max(end, index + 1);
        }
        return json.writeValueAsString(batch);
    }

    /// Where the stretch of text or thinking that starts at `start` ends; `start` itself when there is
    /// none.
    private static int endOfSameKind(List<RunEvent> events, int start) {
        int end = start;
        while (end < events.size()
                && textOf(events.get(end)) != null
                && events.get(end).getClass() == events.get(start).getClass()) {
            end++;
        }
        return end;
    }

    private ObjectNode joined(List<RunEvent> pieces) {
        StringBuilder text = new StringBuilder();
        ObjectNode node = json.createObjectNode();
        node.put("t", pieces.getFirst() instanceof RunEvent.Text ? "text" : "thinking");
        ArrayNode lengths = node.putArray(LENGTHS);
        for (RunEvent piece : pieces) {
            String words = textOf(piece);
            if (words != null) {
                text.append(words);
                lengths.add(words.length());
            }
        }
        return node.put("text", text.toString());
    }

    private static @Nullable String textOf(RunEvent event) {
        return switch (event) {
            case RunEvent.Text(String text) -> text;
            case RunEvent.Thinking thought -> thought.at() == null ? thought.text() : null;
            default -> null;
        };
    }

    List<RunEvent> decode(String batch) {
        List<RunEvent> events = new ArrayList<>();
        for (JsonNode node : json.readTree(batch)) {
            if (node.has(LENGTHS)) {
                split(node, events);
            } else {
                events.add(json.convertValue(node, EVENT));
            }
        }
        return events;
    }

    private static void split(JsonNode node, List<RunEvent> events) {
        boolean isText = node.get("t").stringValue().equals("text");
        String joined = node.get("text").stringValue();
        int start = 0;
        for (JsonNode length : node.get(LENGTHS)) {
            String piece = joined.substring(start, start + length.intValue());
            events.add(isText ? new RunEvent.Text(piece) : new RunEvent.Thinking(piece));
            start += piece.length();
        }
    }
}
