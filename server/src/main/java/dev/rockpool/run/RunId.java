package dev.rockpool.run;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;

/// The id of a run: a UUIDv7, so that ids sort by age.
public record RunId(@JsonValue String value) {

    static RunId next() {
        return new RunId(uuid());
    }

    /// A fresh UUIDv7.
    static String uuid() {
        return Generators.timeBasedEpochRandomGenerator().generate().toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
