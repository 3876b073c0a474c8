package dev.rockpool.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.IdText;

/// The id of an entry: a UUID that grows with time, so that entries are in the order of their ids.
record AuditId(@JsonValue String value) {

    /// One for all: it alone makes ids of the same millisecond grow.
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    static AuditId next() {
        return new AuditId(IDS.generate().toString());
    }

    /// Reads an id a client sent, or refuses it naming the `field` it came in.
    static AuditId parse(String value, String field) {
        if (!IdText.isUuid(value)) {
            throw Problem.badField(field, "The field '" + field + "' must be the id of an entry.");
        }
        return new AuditId(value);
    }
}
