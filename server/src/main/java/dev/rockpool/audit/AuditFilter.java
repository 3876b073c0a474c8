package dev.rockpool.audit;

import dev.rockpool.problem.Problem;
import dev.rockpool.storage.IdText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which entries are wanted; null means all.
record AuditFilter(@Nullable String type, @Nullable String actor) {

    private static final Pattern TYPE = Pattern.compile("[a-z_]{1,40}");

    /// Reads what a client sent, or refuses it naming the field.
    static AuditFilter parse(@Nullable String type, @Nullable String actor) {
        if (type != null && !TYPE.matcher(type).matches()) {
            throw Problem.badField("type", "The parameter 'type' must be a word such as sign_in.");
        }
        if (actor != null && !IdText.isUuid(actor)) {
            throw Problem.badField("actor", "The parameter 'actor' must be an account's id.");
        }
        return new AuditFilter(type, actor);
    }
}
