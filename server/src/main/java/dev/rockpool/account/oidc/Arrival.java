package dev.rockpool.account.oidc;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.AccountRepository;
import dev.rockpool.account.Email;
import dev.rockpool.account.Registration;
import dev.rockpool.account.Role;
import dev.rockpool.account.SignIn;
import dev.rockpool.account.Vouched;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Finds or makes the account of somebody a provider vouches for, and signs them in.
///
/// An account is found by issuer and subject. By e-mail only one is found that has no password:
/// its e-mail came from a provider too, which had confirmed it. Of one with a password nobody
/// has, so that whoever registered with somebody else's address would have them in their account.
@Service
class Arrival {

    private final IdentityRepository identities;
    private final AccountRepository accounts;
    private final Registration registration;
    private final Vouched vouched;
    private final SignIn signIn;
    private final Database database;

    Arrival(
            IdentityRepository identities,
            AccountRepository accounts,
            Registration registration,
            Vouched vouched,
            SignIn signIn,
            Database database) {
        this.identities = identities;
        this.accounts = accounts;
        this.registration = registration;
        this.vouched = vouched;
        this.signIn = signIn;
        this.database = database;
    }

    /// @throws OidcRefusal with the reason
    void signIn(Claims claims, String provider, HttpServletRequest request, HttpServletResponse response) {
        if (!claims.mayEnter()) {
            throw new OidcRefusal(OidcFailure.NOT_ALLOWED);
        }
        Optional<Account> found = known(claims).or(() -> byEmail(claims));
        if (found.isEmpty()) {
            link(claims, welcome(claims, provider, request, response).id());
            return;
        }
        Account account = found.get();
        if (account.disabled()) {
            throw new OidcRefusal(OidcFailure.DISABLED);
        }
        link(claims, account.id());
        claims.role().ifPresent(role -> vouched.follow(account.id(), role, provider));
        signIn.complete(account, provider, request, response);
    }

    private Optional<Account> known(Claims claims) {
        return identities.find(claims.issuer(), claims.subject()).flatMap(known -> accounts.find(known.account()));
    }

    private Optional<Account> byEmail(Claims claims) {
        Optional<Account> found = claims.confirmedEmail().flatMap(accounts::findByEmail);
        if (found.isPresent() && accounts.hasPassword(found.get().id())) {
            throw new OidcRefusal(OidcFailure.EMAIL_TAKEN);
        }
        return found;
    }

    private Account welcome(Claims claims, String provider, HttpServletRequest request, HttpServletResponse response) {
        Email email = claims.confirmedEmail().orElseThrow(() -> new OidcRefusal(OidcFailure.EMAIL_UNCONFIRMED));
        if (claims.provider().registration() == OidcSettings.Registration.CLOSED) {
            throw new OidcRefusal(OidcFailure.NO_REGISTRATION);
        }
        Role role = claims.role().orElse(Role.MEMBER);
        try {
            return registration.open(
                    vouched.newcomer(email, claims.name(), role, request), provider, request, response);
        } catch (Problem e) {
            throw new OidcRefusal(
                    e.kind() == Problem.Kind.CONFLICT ? OidcFailure.EMAIL_TAKEN : OidcFailure.NO_REGISTRATION);
        }
    }

    /// Makes `account`, whose owner has asked for it, the one of whom the provider vouches for.
    ///
    /// @throws OidcRefusal when that is somebody else's already
    void link(Claims claims, AccountId account) {
        String email = claims.confirmedEmail().map(Email::value).orElse(null);
        boolean linked =
                database.inTransaction(() -> identities.link(account, claims.issuer(), claims.subject(), email));
        if (!linked) {
            throw new OidcRefusal(OidcFailure.LINKED_ELSEWHERE);
        }
    }
}
