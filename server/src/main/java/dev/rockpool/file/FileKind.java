package dev.rockpool.file;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.springframework.util.unit.DataSize;

/// What becomes of a file when it is sent.
public enum FileKind {
    /// The agent is shown it.
    IMAGE("an image", DataSize.ofMegabytes(10)),
    /// Its words become part of the message.
    TEXT("a text file", DataSize.ofMegabytes(1));

    private final String noun;
    private final DataSize largest;

    FileKind(String noun, DataSize largest) {
        this.noun = noun;
        this.largest = largest;
    }

    /// With its article, for sentences.
    String noun() {
        return noun;
    }

    DataSize largest() {
        return largest;
    }

    /// The largest file there is.
    static DataSize largestOfAll() {
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
