package dev.rockpool.audit;

import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// The entries. The database itself refuses to change or remove one, but for what [#cut] does.
@Repository
class AuditRepository {

    private final Database database;

    AuditRepository(Database database) {
        this.database = database;
    }

    /// What is to be kept.
    record NewEntry(
            Instant at,
            @Nullable String actor,
            String type,
            @Nullable String subject,
            String data,
            @Nullable String address) {}

    /// Adds an entry, with the name the actor has now; joins the caller's transaction.
    void append(NewEntry entry) {
        database.writer()
                .sql("""
                        insert into audit (id, at, actor, actor_name, type, subject, data, address)
                        values (:id, :at, :actor,
                                (select coalesce(name, email) from account where id = :actor),
                                :type, :subject, :data, :address)""")
                .param("id", AuditId.next().value())
                .param("at", entry.at().toEpochMilli())
                .param("actor", entry.actor(), Types.VARCHAR)
                .param("type", entry.type())
                .param("subject", entry.subject(), Types.VARCHAR)
                .param("data", entry.data())
                .param("address", entry.address(), Types.VARCHAR)
                .update();
    }

    /// Up to `limit` entries older than `before` (the newest when null), newest first.
    List<AuditEntry> page(AuditFilter wanted, @Nullable AuditId before, int limit) {
        // Only what is asked for is in the text, or SQLite would find nothing by its indexes.
        String sql = """
                select audit.id, at, actor, actor_name, type, subject, data, address,
                       (select coalesce(name, email) from account where account.id = audit.subject) as subject_name
                from audit where 1 = 1 %s %s %s order by audit.id desc limit :limit""".formatted(
                        before == null ? "" : "and audit.id < :before",
                        wanted.type() == null ? "" : "and type = :type",
                        wanted.actor() == null ? "" : "and actor = :actor");
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("before", before == null ? null : before.value());
        values.put("type", wanted.type());
        values.put("actor", wanted.actor());
        values.put("limit", limit);
        return database.reader()
                .sql(sql)
                .params(values)
                .query(AuditRepository::entry)
                .list();
    }

    /// Removes the entries from before `before`. The database allows it only when the entry that
    /// says so was added in this transaction or an earlier one.
    ///
    /// @return how many
    int cut(Instant before) {
        return database.writer()
                .sql("delete from audit where at < :before")
                .param("before", before.toEpochMilli())
                .update();
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                new AuditId(row.getString("id")),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("subject_name"),
                row.getString("data"),
                row.getString("address"));
    }
}
