package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.rockpool.problem.Problem;
import java.util.Locale;

/// Who may read a chat besides its owner.
public enum Visibility {
    /// Nobody.
    PRIVATE,
    /// Whoever has its link.
    PUBLIC;

    /// The word used in the database and on the wire: the name in lower case.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads a visibility a client sent, or refuses it naming the `field` it came in.
    public static Visibility parse(String word, String field) {
        for (Visibility visibility : values()) {
            if (visibility.word().equals(word)) {
                return visibility;
            }
        }
        throw Problem.badField(field, "The field '" + field + "' must be 'private' or 'public'.");
    }

    /// The answer to who wants a chat public without a link to it.
    public static Problem needsLink(String field) {
        return Problem.badField(
                field, "A chat becomes public by sharing it: POST /api/chat/{id}/share makes its link.");
    }

    static Visibility of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
