package dev.rockpool.simulator.demo;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The pieces an answer is streamed in; joined they are the answer.
public interface Tokens {
    int count();

    /// One piece.
    ///
    /// @param index from 0 to [#count()] - 1
    String at(int index);

    /// The text in pieces such as a model makes: about a word each with the white space before it, long
    /// words in several, never half a code point.
    static Tokens of(String text) {
        var pieces = List.copyOf(split(text));
        return new Tokens() {
            @Override
            public int count() {
                return pieces.size();
            }

            @Override
            public String at(int index) {
                return pieces.get(index);
            }
        };
    }

    /// `word-1 `, `word-2 ` ... made on demand, so that a very long answer costs no memory.
    static Tokens counted(int count, String word) {
        return new Tokens() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public String at(int index) {
                return word + "-" + (index + 1) + " ";
            }
        };
    }

    /// `word-1@1763841234567890 ` ...: each with the time it was asked for, which is when it is sent, in
    /// microseconds since 1970.
    static Tokens stamped(int count, String word, InstantSource clock) {
        return new Tokens() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public String at(int index) {
                var micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
                return word + "-" + (index + 1) + "@" + micros + " ";
            }
        };
    }

    private static List<String> split(String text) {
        var pieces = new ArrayList<String>();
        var start = 0;
        while (start < text.length()) {
            var end = endOfPiece(text, start);
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    private static int endOfPiece(String text, int start) {
        var at = start;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        var letters = 0;
        while (at < text.length() && letters < MAX_LETTERS && !Character.isWhitespace(text.charAt(at))) {
            var codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            // A syllable-sized script has about two characters to the token.
            letters += Character.isIdeographic(codePoint) ? MAX_LETTERS / 2 : 1;
        }
        return at;
    }

    /// Longer words are cut into pieces of this many letters.
    int MAX_LETTERS = 8;
}
