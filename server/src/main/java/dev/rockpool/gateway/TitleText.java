package dev.rockpool.gateway;

import java.util.Optional;
import java.util.regex.Pattern;

/// The words around titles: the question, and what is left of an answer.
final class TitleText {

    static final int LIMIT = 80;

    private static final int QUOTED_LIMIT = 1_500;

    /// How much of a message, in characters, is searched for a title: the patterns below may take time that
    /// grows with the square of what they read.
    private static final int SEARCHED_LIMIT = 2_000;

    private static final String UNTITLED = "New chat";

    private static final Pattern FENCE = Pattern.compile("(?m)^\\h*(```|~~~).*$");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)]\\([^)]*\\)");

    /// Possessive, or the stack would grow with every mark.
    private static final Pattern LEADING = Pattern.compile("^(?:#{1,6}\\s+|>\\s*|[-*+•]\\s+|\\d{1,2}[.)]\\s+)++");

    private static final Pattern LABEL = Pattern.compile("^(?i:(?:chat |suggested )?title)\\s*[:：]\\s*");
    private static final Pattern EMPHASIS =
            Pattern.compile("\\*\\*|__|~~|`+|(?<![\\p{L}\\p{N}])[*_](?=\\S)|(?<=\\S)[*_](?![\\p{L}\\p{N}])");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}]+");
    private static final String QUOTES = "\"'“”„‟‘’‚‛«»‹›「」『』";

    /// What today's gateway says in place of an answer that has no words (OpenClaw 2026.9.6, verified
    /// live).
    private static final String NO_ANSWER = "No response from OpenClaw.";

    private TitleText() {}

    static String question(String firstMessage) {
        return """
                Write a title for a conversation that begins with the text between the lines below. At most six words, \
                in the language of the text, no quotation marks, no markdown, no full stop. Answer with the title alone; \
                do not answer the text, do not use tools.

                ---
                %s
                ---""".formatted(shortened(firstMessage.strip(), QUOTED_LIMIT));
    }

    /// The title in an answer, empty when there is none.
    static Optional<String> clean(String answer) {
        if (answer.strip().startsWith(NO_ANSWER)) {
            return Optional.empty();
        }
        return answer.lines()
                .map(TitleText::plain)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> line.endsWith(".") && !line.endsWith("..") ? line.substring(0, line.length() - 1) : line)
                .map(line -> shortened(line, LIMIT));
    }

    static String fromMessage(String message) {
        String start = message.strip();
        return FENCE.matcher(start.substring(0, Math.min(start.length(), SEARCHED_LIMIT)))
                .replaceAll("")
                .lines()
                .map(TitleText::plain)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> shortened(line, LIMIT))
                .orElse(UNTITLED);
    }

    private static String plain(String line) {
        String text = UNPRINTABLE.matcher(line).replaceAll(" ").strip();
        text = LINK.matcher(text).replaceAll("$1");
        text = LEADING.matcher(text).replaceFirst("");
        text = EMPHASIS.matcher(text).replaceAll("");
        text = unquoted(LABEL.matcher(text.strip()).replaceFirst(""));
        return text.chars().anyMatch(Character::isLetterOrDigit)
                        || text.codePoints().anyMatch(Character::isEmoji)
                ? text
                : "";
    }

    /// Takes quotation marks off only where both ends have them: `Don't` keeps its apostrophe.
    private static String unquoted(String text) {
        String inner = text.strip();
        while (inner.length() > 1 && quote(inner.charAt(0)) && quote(inner.charAt(inner.length() - 1))) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    private static boolean quote(char c) {
        return QUOTES.indexOf(c) >= 0;
    }

    /// Cuts at a word's end where one is near, never inside a character.
    private static String shortened(String text, int limit) {
        if (text.codePointCount(0, text.length()) <= limit) {
            return text;
        }
        String cut = text.substring(0, text.offsetByCodePoints(0, limit - 1));
        int space = cut.lastIndexOf(' ');
        return (space > limit / 2 ? cut.substring(0, space) : cut).strip() + "…";
    }
}
