package dev.rockpool.account.oidc;

import dev.rockpool.account.AccountId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// That somebody who is signed in asked to connect a provider, kept in their session until the
/// provider answers. It is asked for by a POST of our own page, so that no link of another site's
/// makes a sign-in into a connection.
@Component
class LinkIntent {

    private static final String ATTRIBUTE = "oidc-link";

    void note(AccountId account, String provider, HttpServletRequest request) {
        request.getSession(true).setAttribute(ATTRIBUTE, provider + " " + account.value());
    }

    /// Whoever asked to connect `provider`, once.
    Optional<AccountId> take(String provider, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof String noted)) {
            return Optional.empty();
        }
        session.removeAttribute(ATTRIBUTE);
        String[] parts = noted.split(" ");
        return parts[0].equals(provider) ? Optional.of(new AccountId(parts[1])) : Optional.empty();
    }
}
