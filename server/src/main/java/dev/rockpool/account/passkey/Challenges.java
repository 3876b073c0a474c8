package dev.rockpool.account.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Component;

/// The one challenge a browser has been given and not yet answered: kept in its session, good for
/// one answer within five minutes, and only for what it was asked for.
@Component
class Challenges {

    static final Duration LIFE = Duration.ofMinutes(5);
    private static final String ATTRIBUTE = "passkey-challenge";

    private final Clock clock;

    Challenges(Clock clock) {
        this.clock = clock;
    }

    /// What a challenge is for.
    enum Purpose {
        /// Adding a passkey to the account that is signed in.
        REGISTER,
        /// Signing in with one.
        SIGN_IN
    }

    Bytes give(Purpose purpose, HttpServletRequest request) {
        Bytes challenge = Bytes.random();
        long until = clock.instant().plus(LIFE).toEpochMilli();
        request.getSession(true).setAttribute(ATTRIBUTE, purpose + " " + until + " " + challenge.toBase64UrlString());
        return challenge;
    }

    /// Takes the challenge out of the session, whether its answer turns out right or wrong.
    Optional<Bytes> take(Purpose purpose, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof String kept)) {
            return Optional.empty();
        }
        session.removeAttribute(ATTRIBUTE);
        String[] parts = kept.split(" ");
        boolean isGood = parts[0].equals(purpose.name())
                && clock.instant().isBefore(Instant.ofEpochMilli(Long.parseLong(parts[1])));
        return isGood ? Optional.of(Bytes.fromBase64(parts[2])) : Optional.empty();
    }
}
