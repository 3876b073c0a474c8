package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What passkeys and providers have in common with passwords: each is a way in to an account, the
/// last of which nobody loses, and each is tried only so often.
@Component
public class WaysIn {

    private final Database database;
    private final AccountRepository accounts;
    private final Throttle throttle;
    private final AdministratorRights rights;

    WaysIn(Database database, AccountRepository accounts, Throttle throttle, AdministratorRights rights) {
        this.database = database;
        this.accounts = accounts;
        this.throttle = throttle;
        this.rights = rights;
    }

    /// The account the caller has signed in to.
    public static Optional<AccountId> signedIn(HttpServletRequest request) {
        return Visitor.of(request).signedIn();
    }

    /// Takes note of an attempt to sign in by somebody who says not yet who they are.
    ///
    /// @throws Problem there were too many from there (429)
    public void attempt(HttpServletRequest request) {
        throttle.attempt(ClientAddress.of(request));
    }

    /// The attempt was a good one and does not count.
    public void succeeded(HttpServletRequest request) {
        throttle.succeeded(ClientAddress.of(request));
    }

    /// Refuses to go on when no way in is left, so that nobody shuts themselves out. To be called
    /// after one was taken away, in the same transaction; two that take one away each follow one
    /// another.
    ///
    /// @throws Problem that rolls the transaction back (409)
    public void requireOne(AccountId account) {
        accounts.lock(account);
        boolean any = database.writer()
                .sql("""
                        select exists (select 1 from passkey where account_id = :account)
                            or exists (select 1 from identity where account_id = :account)
                            or exists (select 1 from account where id = :account and password is not null)""")
                .param("account", account.value())
                .query(Boolean.class)
                .single();
        if (!any) {
            throw Problem.of(
                    Problem.Kind.CONFLICT,
                    "account",
                    "This is your only way to sign in. Set a password or add a passkey first, then remove it.");
        }
    }

    /// Refuses to let an administrator change their ways in where a password has let them in
    /// that is too little for an administrator, unless they have no better way yet: whoever has
    /// guessed it would give themselves one.
    ///
    /// @throws Problem they have to sign in by the better way (403)
    public void requireFull(Account caller) {
        if (rights.areHeldBack(caller) && hasMoreThanAPassword(caller.id())) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN,
                    "account",
                    "You are an administrator and signed in by password. Sign in with a passkey to change this.");
        }
    }

    private boolean hasMoreThanAPassword(AccountId account) {
        return database.reader()
                .sql("""
                        select exists (select 1 from passkey where account_id = :account)
                            or exists (select 1 from identity where account_id = :account)""")
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }
}
