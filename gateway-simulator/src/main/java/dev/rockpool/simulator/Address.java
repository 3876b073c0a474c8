package dev.rockpool.simulator;

import java.util.regex.Pattern;

/// Which session a request runs in, and which agent answers there.
///
/// @param key what the session is stored under
/// @param listedKey what the gateway calls it in lists, `agent:<agent>:<key>`; differs only where an old
///     gateway stores a bare key
record Address(String agent, String key, String listedKey) {
    private static final Pattern QUALIFIER = Pattern.compile("^agent:[^:]+:");

    static Address of(String agent, String key) {
        return new Address(agent, key, key);
    }

    /// The key without its agent, as the demo agent names it.
    String shortKey() {
        return QUALIFIER.matcher(listedKey).replaceFirst("");
    }
}
