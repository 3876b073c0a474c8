package dev.rockpool.openclaw;

import java.util.regex.Pattern;

/// The id of an agent on a gateway: 1 to 64 characters of `a-z`, `0-9`, `_` and `-`, the first a letter or
/// digit.
///
/// @param value the id itself
public record AgentId(String value) {

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /// The agent every OpenClaw installation starts with.
    public static final AgentId MAIN = new AgentId("main");

    /// Checks the id.
    ///
    /// @throws IllegalArgumentException when the value is not an agent id
    public AgentId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("An agent id is 1 to 64 characters of a-z, 0-9, _ and hyphen, and begins"
                    + " with a letter or digit: " + Texts.quoted(value));
        }
    }

    /// The agent with this id.
    ///
    /// @throws IllegalArgumentException when the value is not an agent id
    public static AgentId of(String value) {
        return new AgentId(value);
    }

    /// Whether the value could be an agent's id.
    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
