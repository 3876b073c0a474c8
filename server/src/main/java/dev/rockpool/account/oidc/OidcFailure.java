package dev.rockpool.account.oidc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why somebody a provider sent back was not signed in. The page they land on is told the code in
/// its address and asks for the sentence, so that no address can put words into our mouth.
enum OidcFailure {
    PROVIDER_DOWN("The sign-in service does not answer. Try again in a moment, or sign in another way."),
    CANCELLED("The sign-in was cancelled there. Start it again when you are ready."),
    EXPIRED("This sign-in took too long, or it was begun in another window. Start it again."),
    REFUSED("The sign-in service's answer could not be trusted, so nobody was signed in. Try again, and tell an"
            + " administrator if it happens again."),
    EMAIL_UNCONFIRMED("The sign-in service has not confirmed your e-mail address. Confirm it there, then try again."),
    EMAIL_TAKEN("There is an account with your e-mail address already. Sign in to it, then connect this sign-in"
            + " service under Settings, Sign-in."),
    NOT_ALLOWED("Your account at the sign-in service may not use Rockpool. Ask an administrator."),
    NO_REGISTRATION("You have no account here yet, and none is made this way. Ask an administrator for an invitation."),
    DISABLED("Your account here is switched off. Ask an administrator."),
    TOO_OFTEN("This sign-in service was tried too often from here. Wait a minute, then start again."),
    LINKED_ELSEWHERE("That sign-in is connected with another account here. Disconnect it there first."),
    LINK_EXPIRED("You were signed out before the sign-in service answered, so nothing was connected. Try again.");

    private final String sentence;

    OidcFailure(String sentence) {
        this.sentence = sentence;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sentence() {
        return sentence;
    }

    static Optional<OidcFailure> of(String code) {
        return Arrays.stream(values())
                .filter(failure -> failure.code().equals(code))
                .findFirst();
    }
}
