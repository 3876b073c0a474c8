package dev.rockpool.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Registration, sign-in and sign-out with a password. Anybody may call.
@RestController
class SignInController {

    private final GuestSettings guests;
    private final RegistrationRules rules;
    private final Registration registration;
    private final PasswordSignIn passwords;
    private final SignIn signIn;
    private final AdministratorRights rights;
    private final AccountViews views;
    private final ObjectProvider<SignInOffers> offers;

    SignInController(
            GuestSettings guests,
            RegistrationRules rules,
            Registration registration,
            PasswordSignIn passwords,
            SignIn signIn,
            AdministratorRights rights,
            AccountViews views,
            ObjectProvider<SignInOffers> offers) {
        this.guests = guests;
        this.rules = rules;
        this.registration = registration;
        this.passwords = passwords;
        this.signIn = signIn;
        this.rights = rights;
        this.views = views;
        this.offers = offers;
    }

    /// What the pages for signing in offer.
    ///
    /// @param first     whether there is no administrator yet: who registers next becomes one
    /// @param setupCode whether the caller has to give the setup code for that, as `invitation`
    record Offer(
            RegistrationMode registration,
            boolean guests,
            boolean passkeys,
            List<SignInOffers.Provider> providers,
            boolean first,
            boolean setupCode) {}

    @GetMapping("/api/sign-in")
    Offer offer(HttpServletRequest request) {
        Optional<SignInOffers> more = Optional.ofNullable(offers.getIfAvailable());
        boolean isFirst = rules.isFirst();
        boolean isOperator = isFirst && rules.isOperator(request, null);
        return new Offer(
                isOperator ? RegistrationMode.OPEN : rules.mode(),
                guests.allowed(),
                more.map(offered -> offered.passkeys(request)).orElse(false),
                more.map(SignInOffers::providers).orElse(List.of()),
                isFirst,
                isFirst && !isOperator);
    }

    @PostMapping("/api/account")
    @ResponseStatus(HttpStatus.CREATED)
    AccountViews.View register(@RequestBody JsonNode body, HttpServletRequest request, HttpServletResponse response) {
        Fields fields = Fields.of(body, "email", "password", "name", "invitation");
        Registration.Applicant applicant = new Registration.Applicant(
                fields.email("email"), fields.personName("name"), fields.text("password"), fields.secret("invitation"));
        return views.of(rights.here(registration.register(applicant, request, response), request));
    }

    @PostMapping("/api/sign-in")
    AccountViews.View signIn(@RequestBody JsonNode body, HttpServletRequest request, HttpServletResponse response) {
        Fields fields = Fields.of(body, "email", "password");
        Account account = passwords.check(fields.text("email"), fields.text("password"), ClientAddress.of(request));
        signIn.complete(account, SignIn.BY_PASSWORD, request, response);
        return views.of(rights.here(account, request));
    }

    @PostMapping("/api/sign-out")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        signIn.out(request, response);
    }
}
