package dev.rockpool.openclaw;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Picks what matters out of one `chat.completion.chunk`, token by token: one comes for every few letters
/// of an answer, so no tree is built. Holds what the last [#read] found.
final class ChunkReader {

    private static final JsonFactory JSON = new JsonFactory();

    private String text = "";
    private @Nullable FinishReason finishReason;
    private @Nullable Usage usage;
    private @Nullable GatewayError error;
    private @Nullable String runId;

    /// Whether this was a JSON object; what it held can be asked for then.
    boolean read(byte[] bytes, int length) {
        text = "";
        finishReason = null;
        usage = null;
        error = null;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            object(json);
            return true;
        } catch (JacksonException _) {
            return false;
        }
    }

    /// The piece of answer in the chunk, empty when there is none.
    String text() {
        return text;
    }

    @Nullable
    FinishReason finishReason() {
        return finishReason;
    }

    @Nullable
    Usage usage() {
        return usage;
    }

    @Nullable
    GatewayError error() {
        return error;
    }

    /// What this or an earlier chunk said that the run is called.
    @Nullable
    String runId() {
        return runId;
    }

    private void object(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "choices" -> choices(json, value);
                case "usage" -> usage(json, value);
                case "error" -> error(json, value);
                case "id" -> id(json, value);
                default -> json.skipChildren();
            }
        }
    }

    /// The same in every chunk.
    private void id(JsonParser json, JsonToken value) {
        if (runId == null && value == JsonToken.VALUE_STRING) {
            runId = json.getString();
        } else {
            json.skipChildren();
        }
    }

    /// One answer was asked for, so whatever choices there are belong to it.
    private void choices(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        JsonToken token = json.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            if (token == JsonToken.START_OBJECT) {
                choice(json);
            } else {
                json.skipChildren();
            }
            token = json.nextToken();
        }
    }

    private void choice(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("delta") && value == JsonToken.START_OBJECT) {
                delta(json);
            } else if (name.equals("finish_reason") && value == JsonToken.VALUE_STRING) {
                finishReason = finishReason(json.getString());
            } else {
                json.skipChildren();
            }
        }
    }

    private void delta(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("content") && value == JsonToken.VALUE_STRING) {
                text = text.isEmpty() ? json.getString() : text + json.getString();
            } else {
                json.skipChildren();
            }
        }
    }

    /// An older gateway reports zeros, which say nothing.
    private void usage(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        long prompt = 0;
        long completion = 0;
        long total = 0;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                json.skipChildren();
                continue;
            }
            switch (name) {
                case "prompt_tokens" -> prompt = json.getLongValue();
                case "completion_tokens" -> completion = json.getLongValue();
                case "total_tokens" -> total = json.getLongValue();
                default -> {}
            }
        }
        usage = total > 0 ? new Usage(prompt, completion, total) : null;
    }

    private void error(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            error = GatewayErrors.inStream(null, json.getString());
        } else if (value == JsonToken.START_OBJECT) {
            String type = null;
            String message = "";
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    json.skipChildren();
                } else if (name.equals("type")) {
                    type = json.getString();
                } else if (name.equals("message")) {
                    message = json.getString();
                }
            }
            error = GatewayErrors.inStream(type, message);
        } else {
            json.skipChildren();
        }
    }

    static FinishReason finishReason(String name) {
        return switch (name) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            default -> FinishReason.OTHER;
        };
    }
}
