package dev.rockpool.account;

import dev.rockpool.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// What is known of an account when somebody claims that it is theirs.
@Repository
class Credentials {

    /// How long an address is known that nobody signs in from any more.
    private static final Duration KNOWN = Duration.ofDays(365);

    private final Database database;
    private final Clock clock;

    Credentials(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What has to be matched.
    ///
    /// @param password       as it is stored; null for who signs in otherwise
    /// @param isAddressKnown whether the account has been signed in to from there before
    record Claim(Account account, @Nullable String password, boolean isAddressKnown) {}

    Optional<Claim> find(Email email, String address) {
        return database.reader()
                .sql("select " + AccountRepository.COLUMNS + """
                        , password, exists (select 1 from known_address
                                            where account_id = account.id and address = :address) as known
                        from account where email = :email""")
                .param("email", email.value())
                .param("address", address)
                .query((row, number) -> new Claim(
                        AccountRepository.account(row, number), row.getString("password"), row.getBoolean("known")))
                .optional();
    }

    /// Notes that the account was signed in to from `address`.
    void know(AccountId id, String address) {
        database.inTransaction(() -> {
            database.writer()
                    .sql("""
                            insert into known_address (account_id, address, seen_at) values (:id, :address, :now)
                            on conflict (account_id, address) do update set seen_at = excluded.seen_at""")
                    .param("id", id.value())
                    .param("address", address)
                    .param("now", clock.millis())
                    .update();
        });
    }

    @Scheduled(fixedDelay = 24, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forgetAddresses() {
        database.inTransaction(() -> {
            database.writer()
                    .sql("delete from known_address where seen_at < :before")
                    .param("before", clock.instant().minus(KNOWN).toEpochMilli())
                    .update();
        });
    }
}
