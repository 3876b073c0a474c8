package dev.rockpool.run;

import dev.rockpool.run.RunEvent.Aside;

/// Finds what the rows of a turn say, one after the other, in the text of its answer. What the stream left out is put
/// into the text. Places are in UTF-16 units.
///
/// A gateway may keep words back that lead to a tool: all of them where the model thinks, the last of them, or none
/// where it does not (OpenClaw 2026.9.6, seen live and in its code).
final class Telling {

    private static final String PARAGRAPH = "\n\n";

    /// With so many letters alike two texts are one, told in different ways: a history may shorten what is long.
    private static final int ALIKE = 40;

    /// Where words are in the answer.
    ///
    /// @param missing those of them, at their end or all, that are not
    record Place(int start, int end, String missing) {}

    /// How far two texts say the same, white space aside: so many characters of the first, to this place in the second.
    private record Match(int length, int end) {}

    private final StringBuilder answer;
    private int written;

    /// @param answer the text so far
    Telling(String answer) {
        this.answer = new StringBuilder(answer);
    }

    /// Where the next words are: behind those that were found before.
    ///
    /// @param isAdded whether they were added, after which the stream may go on at once
    Place find(String words, boolean isAdded) {
        int start = skip(answer, written);
        Match match = match(words, start);
        if (words.isEmpty()) {
            return new Place(written, written, "");
        }
        if (match.length() == words.length() && (isAdded || newlines(match.end()) > 0)) {
            return found(start, match.end());
        }
        int later = answer.indexOf(PARAGRAPH + words, written) + PARAGRAPH.length();
        if (later >= PARAGRAPH.length() && newlines(later + words.length()) > 0) {
            return found(later, later + words.length());
        }
        if (match.length() > 0 && match.length() < words.length() && newlines(match.end()) >= PARAGRAPH.length()) {
            return new Place(start, match.end(), words.substring(match.length()));
        }
        return match.length() < ALIKE ? new Place(written, written, words) : found(start, endOfParagraph(match.end()));
    }

    private Place found(int start, int end) {
        written = end;
        return new Place(start, end, "");
    }

    /// Puts what is missing where it belongs.
    ///
    /// @param words what is missing of `place`, or as much of it as is to be told
    Aside add(Place place, String words) {
        Aside aside = new Aside(spaced(place, words), place.end());
        answer.insert(aside.at(), aside.text());
        written = aside.at() + aside.text().stripTrailing().length();
        return aside;
    }

    private String spaced(Place place, String words) {
        if (place.start() < place.end()) {
            return Character.isWhitespace(answer.charAt(place.end() - 1)) ? words.stripLeading() : words;
        }
        boolean isLast = skip(answer, place.end()) == answer.length();
        return place.end() > 0 ? PARAGRAPH + words : isLast ? words : words + PARAGRAPH;
    }

    /// Where what was last found or added ends.
    int written() {
        return written;
    }

    private Match match(String words, int from) {
        Match match = new Match(0, from);
        int i = skip(words, 0);
        int place = from;
        while (i < words.length() && place < answer.length() && words.charAt(i) == answer.charAt(place)) {
            match = new Match(i + 1, place + 1);
            i = skip(words, i + 1);
            place = skip(answer, place + 1);
        }
        return match;
    }

    /// How many lines end before the next word; more than any number at the end of the text.
    private int newlines(int from) {
        int next = skip(answer, from);
        return next == answer.length()
                ? Integer.MAX_VALUE
                : (int) answer.substring(from, next)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private int endOfParagraph(int from) {
        int end = answer.indexOf(PARAGRAPH, from);
        return end < 0 ? answer.length() : end;
    }

    private static int skip(CharSequence text, int from) {
        int next = from;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }
}
