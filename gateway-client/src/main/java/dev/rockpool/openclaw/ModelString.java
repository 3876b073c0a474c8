package dev.rockpool.openclaw;

/// The public name of a session, `openclaw:<sessionKey>`: the id a model carries that was obtained for that
/// session.
///
/// Real gateways read `openclaw:x` as the agent `x` (OpenClaw 2026.9.6: 400 `Unknown agent`, verified
/// live), so this string is only put on the wire where [SessionRouting#MODEL] is in force.
///
/// @param key the session
public record ModelString(SessionKey key) {

    private static final String PREFIX = "openclaw:";

    /// Reads a model string.
    ///
    /// @throws IllegalArgumentException when the text is not `openclaw:` and a session key
    public static ModelString parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A model string is openclaw:<sessionKey>: " + Texts.quoted(text));
        }
        return new ModelString(SessionKey.of(text.substring(PREFIX.length())));
    }

    @Override
    public String toString() {
        return PREFIX + key;
    }
}
