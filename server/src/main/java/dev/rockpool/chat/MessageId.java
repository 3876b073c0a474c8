package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonValue;

/// The id of a message, unique within its chat: a UUID, or the shorter random text AI SDK clients make.
public record MessageId(@JsonValue String value) {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    public MessageId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("A message id is 8 to 64 letters, digits, '-' or '_'.");
        }
    }

    /// Whether `value` is 8 to 64 letters, digits, `-` or `_`.
    public static boolean isValid(String value) {
        if (value.length() < SHORTEST || value.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    @Override
    public String toString() {
        return value;
    }
}
