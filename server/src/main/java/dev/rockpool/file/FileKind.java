package dev.rockpool.file;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What becomes of a file when it is sent.
public enum FileKind {
    /// The agent is shown it.
    IMAGE("an image", 10L << 20),
    /// Its words become part of the message.
    TEXT("a text file", 1L << 20);

    private final String noun;
    private final long largest;

    FileKind(String noun, long largest) {
        this.noun = noun;
        this.largest = largest;
    }

    /// With its article, for sentences.
    String noun() {
        return noun;
    }

    /// In bytes.
    long largest() {
        return largest;
    }

    /// The largest file there is, in bytes.
    static long largestOfAll() {
        return IMAGE.largest;
    }

    /// The word used in the database and on the wire: the name in lower case.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FileKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
