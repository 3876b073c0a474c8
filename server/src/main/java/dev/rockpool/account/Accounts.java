package dev.rockpool.account;

import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/// Changes accounts, their own holders' or others'. There is always an administrator who can sign
/// in.
@Service
public class Accounts {

    private static final Logger log = LoggerFactory.getLogger(Accounts.class);

    private final AccountRepository accounts;
    private final Devices devices;
    private final SpentGuests spent;
    private final Journal journal;
    private final Database database;
    private final ApplicationEventPublisher events;

    Accounts(
            AccountRepository accounts,
            Devices devices,
            SpentGuests spent,
            Journal journal,
            Database database,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.devices = devices;
        this.spent = spent;
        this.journal = journal;
        this.database = database;
        this.events = events;
    }

    Account rename(AccountId id, @Nullable String name) {
        return database.inTransaction(() -> {
            accounts.rename(id, name);
            return locked(id);
        });
    }

    /// Gives the account another password (or its first), and signs it out everywhere but at the
    /// session `kept`.
    ///
    /// @param hash as it is stored
    void changePassword(AccountId id, String hash, @Nullable String kept) {
        database.inTransaction(() -> {
            accounts.changePassword(id, hash);
            devices.signOutEverywhere(id, kept);
            journal.note("password_changed", id);
        });
    }

    /// Gives somebody who signs in another role.
    ///
    /// @param actor who does it; null when a provider said so
    /// @throws Problem unknown (404), a guest, or the last administrator (409)
    public Account changeRole(@Nullable AccountId actor, AccountId id, Role role) {
        return database.inTransaction(() -> {
            boolean isLast = accounts.lockAdministrators(id) == 0;
            Account account = member(id);
            if (account.role() != role) {
                keepAnAdministrator(account, isLast);
                accounts.changeRole(id, role);
                devices.changed(id);
                journal.note(
                        "role_changed",
                        actor,
                        id.value(),
                        Map.of("from", account.role().word(), "to", role.word()));
            }
            return locked(id);
        });
    }

    /// Shuts somebody out, at once and everywhere, or lets them in again.
    Account disable(Administrator actor, AccountId id, boolean disabled) {
        Account changed = database.inTransaction(() -> {
            boolean isLast = accounts.lockAdministrators(id) == 0;
            Account account = member(id);
            if (account.disabled() != disabled) {
                keepAnAdministrator(account, isLast && disabled);
                accounts.disable(id, disabled);
                devices.signOutEverywhere(id, null);
                journal.note("account_disabled", actor.id(), id.value(), Map.of("disabled", String.valueOf(disabled)));
            }
            return locked(id);
        });
        spent.changed();
        return changed;
    }

    /// Deletes an account with everything in it.
    ///
    /// @param actor its holder, or an administrator
    void delete(AccountId actor, AccountId id) {
        database.inTransaction(() -> {
            boolean isLast = accounts.lockAdministrators(id) == 0;
            keepAnAdministrator(locked(id), isLast);
            accounts.disable(id, true);
            devices.signOutEverywhere(id, null);
            journal.note("account_deleted", actor, id.value(), Map.of());
        });
        events.publishEvent(new AccountDeleting(id));
        database.inTransaction(() -> {
            accounts.delete(id);
            devices.changed(id);
        });
        spent.changed();
        log.info("account={} deleted by account={}", id, actor);
    }

    private static void keepAnAdministrator(Account account, boolean isLast) {
        if (isLast && account.role() == Role.ADMINISTRATOR) {
            throw Problem.of(
                    Problem.Kind.CONFLICT,
                    "account",
                    "This is the only administrator. Make somebody else administrator first.");
        }
    }

    private Account member(AccountId id) {
        Account account = locked(id);
        if (account.isGuest()) {
            throw unknown().get();
        }
        return account;
    }

    private Account locked(AccountId id) {
        return accounts.lock(id).orElseThrow(unknown());
    }

    static Supplier<Problem> unknown() {
        return () -> Problem.of(Problem.Kind.NOT_FOUND, "account", "There is no such account.");
    }
}
