package dev.rockpool.run;

import java.util.ArrayList;
import java.util.List;

/// Keeps words that were told already from being told again, where the stream brings them after all: a proxy may hold
/// it back for as long as it likes. For one thread at a time.
final class Echo {

    private enum Match {
        /// The words, and a new paragraph after them.
        YES,
        /// All that is held may be the beginning of it.
        PERHAPS,
        NO
    }

    private final List<String> told = new ArrayList<>();
    private final StringBuilder held = new StringBuilder();
    private int behind;

    /// These words have been told.
    void expect(String words) {
        String letters = words.replaceAll("\\s+", "");
        if (!letters.isEmpty()) {
            told.add(letters);
        }
    }

    /// Whether anything may be an echo.
    boolean isExpected() {
        return !told.isEmpty();
    }

    /// What is new in the next words of the stream. What may be an echo is held until that is certain: words
    /// followed by nothing are none, however often they were said.
    String next(String text) {
        held.append(text);
        for (int i = 0; i < told.size() && !held.isEmpty(); ) {
            switch (match(told.get(i))) {
                case PERHAPS -> {
                    return "";
                }
                case YES -> {
                    held.delete(0, behind);
                    told.subList(0, i + 1).clear();
                    i = 0;
                }
                case NO -> i++;
            }
        }
        told.clear();
        return rest();
    }

    /// What is held and turned out to be no echo.
    String rest() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    private Match match(String letters) {
        int found = 0;
        int newlines = 0;
        for (int i = 0; i < held.length(); i++) {
            char c = held.charAt(i);
            if (Character.isWhitespace(c)) {
                newlines += found == letters.length() && c == '\n' ? 1 : 0;
            } else if (found == letters.length()) {
                behind = i;
                return newlines > 1 ? Match.YES : Match.NO;
            } else if (c != letters.charAt(found++)) {
                return Match.NO;
            }
        }
        return Match.PERHAPS;
    }
}
