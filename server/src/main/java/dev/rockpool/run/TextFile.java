package dev.rockpool.run;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A text file as part of a message's words.
final class TextFile {

    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z0-9+#-]{1,16}");
    private static final int SHORTEST_FENCE = 3;

    private TextFile() {}

    /// Its name, and its words between fences that nothing in it ends.
    static String told(String name, String words) {
        String fence = "`".repeat(Math.max(SHORTEST_FENCE, longestRun(words) + 1));
        return "File: %s\n%s%s\n%s%s%s"
                .formatted(name, fence, language(name), words, words.endsWith("\n") ? "" : "\n", fence);
    }

    private static int longestRun(String words) {
        return BACKTICKS
                .matcher(words)
                .results()
                .map(MatchResult::group)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /// As its ending says, which is what people call most languages.
    private static String language(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.contains(".") && LANGUAGE.matcher(ending).matches() ? ending : "";
    }
}
