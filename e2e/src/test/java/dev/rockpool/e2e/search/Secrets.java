package dev.rockpool.e2e.search;

import java.util.List;

/// The secrets of a [WorkingDay]. They have the form of tokens that nothing recognises as such.
///
/// @param environment the token of the gateway in the server's environment
/// @param wrong one that was typed for another gateway and is not its token
/// @param right the one that is
/// @param echoed the token of a gateway behind a proxy that shows it in its errors
/// @param misplaced a token in bodies that are refused
/// @param client what proves the server to the OpenID Connect provider
/// @param key what the database's credentials are encrypted with
/// @param password somebody's
/// @param guess a wrong password
record Secrets(
        Secret environment,
        Secret wrong,
        Secret right,
        Secret echoed,
        Secret misplaced,
        Secret client,
        Secret key,
        Secret password,
        Secret guess) {

    private static final String ADD = "POST /api/gateways";
    private static final String TEST = "POST /api/gateways/test";

    static Secrets random() {
        return new Secrets(
                Secret.random("the environment's gateway token"),
                Secret.random("the wrong token", ADD, TEST),
                Secret.random("the right token", "PATCH /api/gateways/*"),
                Secret.random("the token a proxy shows", ADD, TEST),
                Secret.random("a token in the wrong place", ADD),
                Secret.random("the provider's client secret"),
                Secret.randomKey("the secret key"),
                Secret.random("the password", "POST /api/account"),
                Secret.random("a wrong password", "POST /api/sign-in"));
    }

    List<Secret> all() {
        return List.of(environment, wrong, right, echoed, misplaced, client, key, password, guess);
    }
}
