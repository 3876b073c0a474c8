package dev.rockpool.account;

import dev.rockpool.account.Credentials.Claim;
import dev.rockpool.problem.Problem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Checks that somebody knows a password. An account that is not there takes as long as a wrong
/// password, and is told in the same words.
@Service
class PasswordSignIn {

    private static final Logger log = LoggerFactory.getLogger(PasswordSignIn.class);

    private final AccountRepository accounts;
    private final Credentials credentials;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Journal journal;

    PasswordSignIn(
            AccountRepository accounts,
            Credentials credentials,
            Passwords passwords,
            Throttle throttle,
            Journal journal) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.passwords = passwords;
        this.throttle = throttle;
        this.journal = journal;
    }

    /// The account that `email` and `password` belong to.
    ///
    /// @param address the client's, see [ClientAddress]
    /// @throws Problem they do not fit (401), the account is disabled (403), or there were too
    ///     many attempts (429)
    Account check(String email, String password, String address) {
        Optional<Email> claimed = Email.of(email);
        Optional<Claim> found = claimed.flatMap(known -> credentials.find(known, address));
        String key = claimed.map(Email::value).orElse("");
        throttle.attempt(key, address, found.map(Claim::isAddressKnown).orElse(false));
        boolean isRight = passwords.matches(password, found.map(Claim::password).orElse(null));
        if (!isRight) {
            throw wrong(found.map(Claim::account).orElse(null));
        }
        throttle.succeeded(key, address);
        Account account = found.orElseThrow().account();
        if (account.disabled()) {
            throw Problem.of(Problem.Kind.FORBIDDEN, "account", "This account is switched off. Ask an administrator.");
        }
        return account;
    }

    private Problem wrong(@Nullable Account account) {
        AccountId id = account == null ? null : account.id();
        log.info("account={} a sign-in failed", id == null ? "-" : id);
        journal.note("sign_in_failed", null, id == null ? null : id.value(), Map.of("how", "password"));
        return Problem.of(Problem.Kind.UNAUTHORIZED, "account", "The e-mail or the password is not right.");
    }

    /// Checks that the caller knows the password of the account they are signed in to.
    ///
    /// @param field the one the password came in
    /// @throws Problem it is not the password (403), or there were too many attempts (429)
    void confirm(Account account, String password, String address, String field) {
        throttle.attempt(account.id().value(), address, true);
        if (!passwords.matches(password, accounts.password(account.id()).orElse(null))) {
            journal.note("sign_in_failed", account.id(), account.id().value(), Map.of("how", "confirmation"));
            throw Problem.badField(field, "This is not the password of the account.");
        }
        throttle.succeeded(account.id().value(), address);
    }
}
