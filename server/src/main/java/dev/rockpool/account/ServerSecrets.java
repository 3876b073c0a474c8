package dev.rockpool.account;

import dev.rockpool.storage.Database;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Repository;

/// Secrets of the server's own, each made once and then shared by every node and kept over restarts.
@Repository
class ServerSecrets {

    private static final String COOKIES = "cookie";
    private static final int BYTES = 32;

    private final Database database;

    ServerSecrets(Database database) {
        this.database = database;
    }

    /// What guests' cookies are signed with.
    byte[] forCookies() {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        return Base64.getDecoder().decode(get(COOKIES, Base64.getEncoder().encodeToString(fresh)));
    }

    /// The secret of that name; `fresh`, when there is none yet.
    String get(String name, String fresh) {
        return database.inTransaction(() -> {
            database.writer()
                    .sql("insert into server_secret (name, value) values (:name, :value) on conflict do nothing")
                    .param("name", name)
                    .param("value", fresh)
                    .update();
            return database.writer()
                    .sql("select value from server_secret where name = :name")
                    .param("name", name)
                    .query(String.class)
                    .single();
        });
    }

    /// Makes the secret of that name worth nothing; joins the caller's transaction.
    void forget(String name) {
        database.writer()
                .sql("delete from server_secret where name = :name")
                .param("name", name)
                .update();
    }
}
