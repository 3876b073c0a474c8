package dev.rockpool.simulator.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A short plain title for a message: its first few words that say something.
final class DemoTitle {
    private static final int MAX_WORDS = 6;
    private static final int MAX_LETTERS = 48;
    private static final Set<String> FILLERS = Set.of(
            "please", "hi", "hello", "hey", "can", "could", "would", "will", "you", "i", "i'd", "like", "want", "to",
            "just", "so", "ok", "okay", "kindly", "me");
    /// Marks that fence the message off, such as `<message>`.
    private static final Pattern TAG = Pattern.compile("</?[a-z][a-z_-]*>");

    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}%+#)]+$");

    private DemoTitle() {}

    /// @param request the title request: the message alone, or an instruction that speaks of a title and
    ///     then the message, parted by a rule, an empty line or a colon
    static String of(String request) {
        var message = TAG.matcher(message(request)).replaceAll(" ");
        var words = Arrays.stream(Script.in(message).rest().split("\\s+"))
                .map(word -> EDGES.matcher(word).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .toList();
        var title = String.join(" ", meaningful(words));
        return title.isEmpty() ? "Demo chat" : capitalised(shortened(title));
    }

    private static String message(String request) {
        for (var separator : List.of("\n---\n", "\n\n", ":\n", ": ")) {
            var at = request.indexOf(separator);
            if (at >= 0 && request.substring(0, at).toLowerCase(Locale.ROOT).contains("title")) {
                return request.substring(at + separator.length());
            }
        }
        return request;
    }

    private static List<String> meaningful(List<String> words) {
        var first = 0;
        while (first < words.size() - 1 && FILLERS.contains(words.get(first).toLowerCase(Locale.ROOT))) {
            first++;
        }
        return words.subList(first, Math.min(words.size(), first + MAX_WORDS));
    }

    /// Scripts without spaces make one very long word.
    private static String shortened(String title) {
        return title.codePointCount(0, title.length()) <= MAX_LETTERS
                ? title
                : title.substring(0, title.offsetByCodePoints(0, MAX_LETTERS)).strip();
    }

    private static String capitalised(String title) {
        var first = title.codePointAt(0);
        return Character.toString(Character.toTitleCase(first)) + title.substring(Character.charCount(first));
    }
}
