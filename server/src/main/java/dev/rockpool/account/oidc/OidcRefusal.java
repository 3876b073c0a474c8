package dev.rockpool.account.oidc;

import org.springframework.security.core.AuthenticationException;

/// Stops a sign-in with its reason, on its way to the page that tells it.
final class OidcRefusal extends AuthenticationException {

    private final OidcFailure failure;

    OidcRefusal(OidcFailure failure) {
        super(failure.sentence());
        this.failure = failure;
    }

    OidcFailure failure() {
        return failure;
    }
}
