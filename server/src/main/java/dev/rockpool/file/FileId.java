package dev.rockpool.file;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import dev.rockpool.storage.IdText;
import java.util.Optional;

/// The id of a file: a UUIDv7.
public record FileId(@JsonValue String value) {

    private static final String ADDRESS = "/api/files/";

    public FileId {
        if (!IdText.isUuid(value)) {
            throw new IllegalArgumentException("A file's id is a UUID in lower case.");
        }
    }

    static FileId next() {
        return new FileId(Generators.timeBasedEpochRandomGenerator().generate().toString());
    }

    /// The id, unless `value` is none.
    static Optional<FileId> parse(String value) {
        return IdText.isUuid(value) ? Optional.of(new FileId(value)) : Optional.empty();
    }

    /// The file at an address such as `/api/files/0198...`; empty for every other address.
    public static Optional<FileId> at(String url) {
        return url.startsWith(ADDRESS) ? parse(url.substring(ADDRESS.length())) : Optional.empty();
    }

    /// Its address at this server.
    public String url() {
        return ADDRESS + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
