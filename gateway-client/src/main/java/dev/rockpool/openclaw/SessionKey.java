package dev.rockpool.openclaw;

import java.util.regex.Pattern;

/// The short name of an OpenClaw session, such as `webchat-0198c0de-...`: 1 to 128 characters of `a-z`,
/// `0-9` and `-`, the first of them no hyphen.
///
/// The alphabet is this narrow on purpose: today's gateway folds keys to lower case, an older one does not,
/// and colons open its reserved name spaces (OpenClaw 2026.9.6 and 2026.2.9, verified live). On the wire a
/// key always travels [qualified][#qualified(AgentId)], because an unqualified one bypasses the choice of
/// the agent.
///
/// @param value the key itself
public record SessionKey(String value) {

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9-]{0,127}");

    /// The session that is used when none is named.
    public static final SessionKey MAIN = new SessionKey("main");

    /// Checks the key.
    ///
    /// @throws IllegalArgumentException when the value is not a session key
    public SessionKey {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("A session key is 1 to 128 characters of a-z, 0-9 and hyphen, and does"
                    + " not begin with a hyphen: " + Texts.quoted(value));
        }
    }

    /// The key with this value.
    ///
    /// @throws IllegalArgumentException when the value is not a session key
    public static SessionKey of(String value) {
        return new SessionKey(value);
    }

    /// The name of this session at the gateway, `agent:<agent>:<key>`: it selects agent and session on
    /// every version.
    public String qualified(AgentId agent) {
        return "agent:" + agent.value() + ":" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
