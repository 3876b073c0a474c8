package dev.rockpool.account.passkey;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.account.AccountViews;
import dev.rockpool.account.SignIn;
import dev.rockpool.account.WaysIn;
import dev.rockpool.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Signing in with a passkey: the browser asks for a challenge, has a passkey sign it, and sends
/// that.
@RestController
@RequestMapping("/api/sign-in/passkey")
class PasskeySignInController {

    private static final Logger log = LoggerFactory.getLogger(PasskeySignInController.class);

    private final RelyingParty relyingParty;
    private final Challenges challenges;
    private final PasskeyJson json;
    private final AccountRepository accounts;
    private final SignIn signIn;
    private final WaysIn waysIn;
    private final AccountViews views;

    PasskeySignInController(
            RelyingParty relyingParty,
            Challenges challenges,
            PasskeyJson json,
            AccountRepository accounts,
            SignIn signIn,
            WaysIn waysIn,
            AccountViews views) {
        this.relyingParty = relyingParty;
        this.challenges = challenges;
        this.json = json;
        this.accounts = accounts;
        this.signIn = signIn;
        this.waysIn = waysIn;
        this.views = views;
    }

    /// What the browser's `navigator.credentials.get` is given.
    @PostMapping("/options")
    JsonNode options(HttpServletRequest request) {
        waysIn.attempt(request);
        return json.write(relyingParty.request(challenges.give(Challenges.Purpose.SIGN_IN, request)));
    }

    /// Takes what it gave back.
    @PostMapping
    AccountViews.View signIn(@RequestBody JsonNode body, HttpServletRequest request, HttpServletResponse response) {
        Account account = challenges
                .take(Challenges.Purpose.SIGN_IN, request)
                .flatMap(challenge -> owner(challenge, json.assertion(body.path("credential"))))
                .flatMap(accounts::find)
                .filter(found -> !found.disabled())
                .orElseThrow(PasskeySignInController::refused);
        waysIn.succeeded(request);
        signIn.complete(account, "passkey", request, response);
        return views.of(account);
    }

    private Optional<AccountId> owner(Bytes challenge, PublicKeyCredential<AuthenticatorAssertionResponse> credential) {
        try {
            return Optional.of(relyingParty.authenticate(challenge, credential));
        } catch (RuntimeException e) {
            log.debug("a passkey was refused: {}", e.toString());
            return Optional.empty();
        }
    }

    private static Problem refused() {
        return Problem.of(
                Problem.Kind.UNAUTHORIZED,
                "account",
                "That passkey does not open an account here. It may have been removed; sign in another way.");
    }
}
