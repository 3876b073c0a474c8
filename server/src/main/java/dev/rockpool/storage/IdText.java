package dev.rockpool.storage;

/// Ids as the database holds them: UUIDs in lower case. Looked at for every row that is read, so not by a
/// regular expression.
public final class IdText {

    private static final int LENGTH = 36;

    private IdText() {}

    /// Whether `text` is a UUID in lower case.
    public static boolean isUuid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? text.charAt(i) != '-' : !isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
}
