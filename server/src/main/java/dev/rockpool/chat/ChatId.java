package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.IdText;

/// The id of a chat: a lower-case UUID, chosen by the client that starts the chat.
public record ChatId(@JsonValue String value) {

    public ChatId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("A chat id is a lower-case UUID.");
        }
    }

    /// Whether `value` is a lower-case UUID. Upper case is refused, not folded: two spellings must not be
    /// one session.
    public static boolean isValid(String value) {
        return IdText.isUuid(value);
    }

    /// Reads an id a client sent, or refuses it naming the `field` it came in.
    public static ChatId parse(String value, String field) {
        if (!isValid(value)) {
            throw Problem.badField(field, "The field '" + field + "' must be a chat id: a UUID in lower case.");
        }
        return new ChatId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
