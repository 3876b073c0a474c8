package dev.rockpool.openclaw;

/// Words for messages: short, on one line, printable.
final class Texts {

    private static final int QUOTED_LIMIT = 80;

    private Texts() {}

    /// The value as it may stand in a message: in quotes, without control characters, shortened.
    static String quoted(String value) {
        return "\"" + line(value, QUOTED_LIMIT) + "\"";
    }

    /// One printable line of at most `limit` characters; what is cut off is marked by an ellipsis.
    static String line(String value, int limit) {
        String clean = value.codePoints()
                .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
                .limit(limit + 1L)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return clean.codePointCount(0, clean.length()) <= limit
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, limit - 1)) + "…";
    }
}
