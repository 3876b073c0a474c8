package dev.rockpool.e2e.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An answer made of `word-1@<micros> word-2@<micros> ...`, each token with the time the gateway sent it.
///
/// @param word how the tokens name themselves; empty when there are none
/// @param sentAt when each token was sent, in microseconds since 1970
public record StampedText(String word, List<Long> sentAt) {

    private static final Pattern TOKEN = Pattern.compile("(\\S+)-(\\d+)@(\\d+) ");

    /// Reads an answer, which must be whole tokens in order without a gap.
    ///
    /// @throws IllegalArgumentException when it is not
    public static StampedText parse(String text) {
        Matcher token = TOKEN.matcher(text);
        List<Long> sentAt = new ArrayList<>();
        String word = "";
        int end = 0;
        while (end < text.length()) {
            if (!token.find(end) || token.start() != end) {
                throw new IllegalArgumentException("no whole token at letter " + end + " of: " + text);
            }
            if (!word.isEmpty() && !word.equals(token.group(1))) {
                throw new IllegalArgumentException("a foreign token " + token.group() + "in: " + text);
            }
            word = token.group(1);
            if (Integer.parseInt(token.group(2)) != sentAt.size() + 1) {
                throw new IllegalArgumentException("token " + token.group() + "is out of order in: " + text);
            }
            sentAt.add(Long.parseLong(token.group(3)));
            end = token.end();
        }
        return new StampedText(word, sentAt);
    }

    public int count() {
        return sentAt.size();
    }
}
