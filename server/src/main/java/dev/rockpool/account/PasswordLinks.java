package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Links by which somebody who has forgotten their password may set another: made by an
/// administrator, told once, used once. A new one makes the one before worth nothing.
@Service
class PasswordLinks {

    private static final Duration LIFE = Duration.ofHours(24);

    private final AccountRepository accounts;
    private final Accounts changes;
    private final Passwords passwords;
    private final Database database;
    private final Journal journal;
    private final Clock clock;

    PasswordLinks(
            AccountRepository accounts,
            Accounts changes,
            Passwords passwords,
            Database database,
            Journal journal,
            Clock clock) {
        this.accounts = accounts;
        this.changes = changes;
        this.passwords = passwords;
        this.database = database;
        this.journal = journal;
        this.clock = clock;
    }

    record Made(String token, Instant expiresAt) {}

    Made make(Administrator actor, AccountId id) {
        if (accounts.find(id).filter(account -> !account.isGuest()).isEmpty()) {
            throw Accounts.unknown().get();
        }
        Made made = new Made(Tokens.fresh(), clock.instant().plus(LIFE));
        database.inTransaction(() -> {
            delete("account_id = :value", id.value());
            insert(actor, id, made);
            journal.note("password_link", actor.id(), id.value(), Map.of());
        });
        return made;
    }

    private void insert(Administrator actor, AccountId id, Made made) {
        database.writer()
                .sql("""
                        insert into password_link (token_hash, account_id, created_by, expires_at)
                        values (:hash, :account, :by, :expires)""")
                .param("hash", Tokens.hash(made.token()))
                .param("account", id.value())
                .param("by", actor.id().value())
                .param("expires", made.expiresAt().toEpochMilli())
                .update();
    }

    private int delete(String condition, String value) {
        return database.writer()
                .sql("delete from password_link where " + condition)
                .param("value", value)
                .update();
    }

    /// Sets another password, and signs the account out everywhere.
    ///
    /// @throws Problem the link is used, too old or was never made; which of these is not told
    void use(String token, String password) {
        String hash = Tokens.hash(token);
        Account account = find(hash).flatMap(accounts::find).orElseThrow(PasswordLinks::invalid);
        passwords.check(password, account.email(), "password");
        String stored = passwords.hash(password);
        database.inTransaction(() -> {
            if (delete("token_hash = :value", hash) == 0) {
                throw invalid();
            }
            changes.changePassword(account.id(), stored, null);
        });
    }

    private Optional<AccountId> find(String hash) {
        return database.reader()
                .sql("select account_id from password_link where token_hash = :hash and expires_at > :now")
                .param("hash", hash)
                .param("now", clock.millis())
                .query((row, number) -> new AccountId(row.getString("account_id")))
                .optional();
    }

    private static Problem invalid() {
        return Problem.of(
                Problem.Kind.FORBIDDEN,
                "account",
                "This link is not valid: it is used or too old. Ask an administrator for a new one.");
    }
}
