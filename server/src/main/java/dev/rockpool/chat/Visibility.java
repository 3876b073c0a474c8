package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.rockpool.problem.Problem;
import java.util.Locale;

/// Who may read a chat besides its owner.
public enum Visibility {
    /// Nobody.
    PRIVATE;

    /// The word used in the database and on the wire: the name in lower case.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads a visibility a client sent, or refuses it naming the `field` it came in.
    public static Visibility parse(String word, String field) {
        if (!PRIVATE.word().equals(word)) {
            throw Problem.badField(
                    field, "The field '" + field + "' must be 'private': every chat is its owner's alone.");
        }
        return PRIVATE;
    }

    static Visibility of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
