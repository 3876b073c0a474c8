package dev.rockpool.account;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.rockpool.problem.Problem;
import java.util.Locale;

/// What an account may do, from least to most.
public enum Role {
    /// Has a cookie and nothing else.
    GUEST,
    /// Has signed in.
    MEMBER,
    /// Decides who else may sign in, and how.
    ADMINISTRATOR;

    /// As it is stored and sent.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role `word` names, as it is stored.
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// Reads a role that people can be given, or refuses it naming the `field` it came in.
    static Role parse(String word, String field) {
        return switch (word) {
            case "member" -> MEMBER;
            case "administrator" -> ADMINISTRATOR;
            default -> throw Problem.badField(field, "The field '" + field + "' must be 'member' or 'administrator'.");
        };
    }
}
