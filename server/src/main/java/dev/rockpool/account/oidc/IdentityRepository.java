package dev.rockpool.account.oidc;

import com.fasterxml.uuid.Generators;
import dev.rockpool.account.AccountId;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// Which account somebody at a provider is.
@Repository
class IdentityRepository {

    private final Database database;
    private final Clock clock;

    IdentityRepository(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Optional<Identity> find(String issuer, String subject) {
        return database.reader()
                .sql("select * from identity where issuer = :issuer and subject = :subject")
                .param("issuer", issuer)
                .param("subject", subject)
                .query(IdentityRepository::identity)
                .optional();
    }

    List<Identity> of(AccountId account) {
        return database.reader()
                .sql("select * from identity where account_id = :account order by created_at, id")
                .param("account", account.value())
                .query(IdentityRepository::identity)
                .list();
    }

    /// Makes `account` the one of `subject`, unless that is somebody else already.
    boolean link(AccountId account, String issuer, String subject, @Nullable String email) {
        return database.writer()
                        .sql("""
                        insert into identity (id, account_id, issuer, subject, email, created_at, last_used_at)
                        values (:id, :account, :issuer, :subject, :email, :now, :now)
                        on conflict (issuer, subject) do update
                            set email = excluded.email, last_used_at = excluded.last_used_at
                            where identity.account_id = excluded.account_id""")
                        .param(
                                "id",
                                Generators.timeBasedEpochRandomGenerator()
                                        .generate()
                                        .toString())
                        .param("account", account.value())
                        .param("issuer", issuer)
                        .param("subject", subject)
                        .param("email", email, Types.VARCHAR)
                        .param("now", clock.millis())
                        .update()
                == 1;
    }

    /// Whether there was such an identity of that account to take away.
    boolean remove(AccountId account, String id) {
        return database.writer()
                        .sql("delete from identity where id = :id and account_id = :account")
                        .param("id", id)
                        .param("account", account.value())
                        .update()
                == 1;
    }

    private static Identity identity(ResultSet row, int number) throws SQLException {
        return new Identity(
                row.getString("id"),
                new AccountId(row.getString("account_id")),
                row.getString("issuer"),
                row.getString("email"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
