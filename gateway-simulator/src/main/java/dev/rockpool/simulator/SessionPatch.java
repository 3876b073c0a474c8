package dev.rockpool.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What of a session is to change; absent fields stay as they are, an empty label takes the label away.
record SessionPatch(
        @Nullable String expectedSessionId,
        @Nullable String label,
        @Nullable String model,
        @Nullable Boolean pinned,
        @Nullable Boolean archived) {

    SessionPatch(@Nullable String expectedSessionId, JsonNode args) {
        this(
                expectedSessionId,
                args.path("label").isString() ? args.path("label").stringValue().strip() : null,
                Json.string(args, "model"),
                flag(args, "pinned"),
                flag(args, "archived"));
    }

    /// The names of the fields it changes.
    List<String> fields() {
        var fields = new ArrayList<String>();
        if (label != null) {
            fields.add("label");
        }
        if (model != null) {
            fields.add("model");
        }
        if (pinned != null) {
            fields.add("pinned");
        }
        if (archived != null) {
            fields.add("archived");
        }
        return fields;
    }

    private static @Nullable Boolean flag(JsonNode args, String name) {
        return args.path(name).isBoolean() ? Boolean.valueOf(args.path(name).booleanValue()) : null;
    }
}
