package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// The id of a message, unique within its chat: a UUID, or the shorter random text AI SDK clients make.
public record MessageId(@JsonValue String value) {

    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    public MessageId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("A message id is 8 to 64 letters, digits, '-' or '_'.");
        }
    }

    /// Whether `value` is 8 to 64 letters, digits, `-` or `_`.
    public static boolean isValid(String value) {
        return FORMAT.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
