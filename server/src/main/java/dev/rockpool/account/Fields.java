package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the fields of a JSON body, or refuses it naming the one that is wrong.
record Fields(JsonNode body) {

    private static final int LONGEST = 1_000;
    private static final int LONGEST_NAME = 80;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\s]+");

    /// @param known the fields there may be
    static Fields of(JsonNode body, String... known) {
        if (!body.isObject()) {
            throw Problem.badField("body", "Send a JSON object.");
        }
        Set<String> names = Set.of(known);
        body.propertyNames().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.badField(name, "The field '" + name + "' is not known here.");
                });
        return new Fields(body);
    }

    boolean has(String name) {
        return body.hasNonNull(name);
    }

    String text(String name) {
        String text = optional(name);
        if (text == null || text.isEmpty()) {
            throw Problem.badField(name, "The field '" + name + "' is missing.");
        }
        return text;
    }

    @Nullable
    String optional(String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.stringValue().length() > LONGEST) {
            throw Problem.badField(
                    name, "The field '" + name + "' must be text of at most " + LONGEST + " characters.");
        }
        return value.stringValue();
    }

    /// A secret that may have been left empty.
    @Nullable
    String secret(String name) {
        String text = optional(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    Email email(String name) {
        return Email.parse(text(name), name);
    }

    /// What somebody wants to be called; null when they do not say.
    @Nullable
    String personName(String name) {
        String text = optional(name);
        if (text == null) {
            return null;
        }
        String plain = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        if (plain.length() > LONGEST_NAME) {
            throw Problem.badField(name, "The field '" + name + "' must have at most " + LONGEST_NAME + " characters.");
        }
        return plain.isEmpty() ? null : plain;
    }

    boolean flag(String name) {
        JsonNode value = body.get(name);
        if (value == null || !value.isBoolean()) {
            throw Problem.badField(name, "The field '" + name + "' must be true or false.");
        }
        return value.booleanValue();
    }

    int number(String name, int least, int most) {
        JsonNode value = body.get(name);
        if (value == null || !value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw Problem.badField(
                    name, "The field '" + name + "' must be a whole number from " + least + " to " + most + ".");
        }
        return value.intValue();
    }
}
