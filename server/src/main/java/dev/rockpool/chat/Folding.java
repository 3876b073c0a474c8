package dev.rockpool.chat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Words as a search compares them: whatever their case, accents and width.
final class Folding {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Folding() {}

    static String fold(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
