package dev.rockpool.account.oidc;

import dev.rockpool.account.Journal;
import dev.rockpool.account.Member;
import dev.rockpool.account.SignInOffers;
import dev.rockpool.account.WaysIn;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The providers a person's account is connected with.
@RestController
class IdentityController {

    private final IdentityRepository identities;
    private final Offered offered;
    private final LinkIntent intent;
    private final WaysIn waysIn;
    private final Database database;
    private final Journal journal;

    IdentityController(
            IdentityRepository identities,
            Offered offered,
            LinkIntent intent,
            WaysIn waysIn,
            Database database,
            Journal journal) {
        this.identities = identities;
        this.offered = offered;
        this.intent = intent;
        this.waysIn = waysIn;
        this.database = database;
        this.journal = journal;
    }

    /// @param provider the id of the provider; null when the settings name it no longer
    record Connected(
            String id,
            @Nullable String provider,
            String name,
            @Nullable String email,
            Instant createdAt) {}

    record Listed(List<Connected> identities, List<SignInOffers.Provider> providers) {}

    record Wanted(@Nullable String provider) {}

    @GetMapping("/api/account/identities")
    Listed list(Member member) {
        List<Identity> connected = identities.of(member.id());
        return new Listed(
                connected.stream().map(this::told).toList(),
                offered.all().stream()
                        .filter(offer -> connected.stream().noneMatch(known -> offered.isOf(known, offer)))
                        .toList());
    }

    private Connected told(Identity identity) {
        return offered.of(identity)
                .map(offer ->
                        new Connected(identity.id(), offer.id(), offer.name(), identity.email(), identity.createdAt()))
                .orElseGet(() -> new Connected(
                        identity.id(),
                        null,
                        URI.create(identity.issuer()).getHost(),
                        identity.email(),
                        identity.createdAt()));
    }

    /// Says where to go to connect a provider.
    @PostMapping("/api/account/identities")
    Map<String, String> connect(Member member, @RequestBody Wanted wanted, HttpServletRequest request) {
        String provider = wanted.provider() == null ? "" : wanted.provider();
        if (!offered.has(provider)) {
            throw Problem.badField("provider", "The field 'provider' must be the id of a sign-in provider here.");
        }
        waysIn.requireFull(member.account());
        intent.note(member.id(), provider, request);
        return Map.of("url", "/oauth2/authorization/" + provider);
    }

    @DeleteMapping("/api/account/identities/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disconnect(Member member, @PathVariable String id) {
        waysIn.requireFull(member.account());
        database.inTransaction(() -> {
            if (!identities.remove(member.id(), id)) {
                throw Problem.of(
                        Problem.Kind.NOT_FOUND, "account", "Your account is not connected with that. Reload the page.");
            }
            waysIn.requireOne(member.id());
        });
        journal.note("identity_unlinked", member.id());
    }

    /// What a page says when a provider has sent somebody back in vain.
    @GetMapping("/api/sign-in/problems/{code}")
    Map<String, String> problem(@PathVariable String code) {
        return OidcFailure.of(code)
                .map(failure -> Map.of("sentence", failure.sentence()))
                .orElseThrow(() -> Problem.of(Problem.Kind.NOT_FOUND, "api", "There is no such problem."));
    }
}
