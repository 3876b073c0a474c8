package dev.rockpool.account;

import dev.rockpool.storage.Database;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.springframework.stereotype.Repository;

/// Accounts, and the secret their cookies are signed with.
@Repository
public class AccountRepository {

    private static final String COOKIE_SECRET = "cookie";
    private static final int SECRET_BYTES = 32;

    private final Database database;

    AccountRepository(Database database) {
        this.database = database;
    }

    /// Writes a guest's row unless it is there; joins the caller's transaction.
    public void ensureGuest(AccountId account, Instant now) {
        database.writer()
                .sql("insert into account (id, kind, created_at) values (:id, 'guest', :now) on conflict do nothing")
                .param("id", account.value())
                .param("now", now.toEpochMilli())
                .update();
    }

    /// The secret cookies are signed with, made once and then shared by every node and kept over restarts.
    byte[] cookieSecret() {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        String stored = database.inTransaction(() -> {
            database.writer()
                    .sql("insert into server_secret (name, value) values (:name, :value) on conflict do nothing")
                    .param("name", COOKIE_SECRET)
                    .param("value", Base64.getEncoder().encodeToString(fresh))
                    .update();
            return database.writer()
                    .sql("select value from server_secret where name = :name")
                    .param("name", COOKIE_SECRET)
                    .query(String.class)
                    .single();
        });
        return Base64.getDecoder().decode(stored);
    }
}
