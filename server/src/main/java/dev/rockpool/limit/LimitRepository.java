package dev.rockpool.limit;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.Role;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// What roles are allowed and what accounts have used. Methods that write join the caller's
/// transaction.
@Repository
class LimitRepository {

    private static final String COUNT = """
            insert into usage (account_id, day, messages) values (:account, :day, :count)
            on conflict (account_id) do update set
                messages = excluded.messages + case when excluded.day > usage.day then 0 else usage.messages end,
                day = case when excluded.day > usage.day then excluded.day else usage.day end
            returning messages,
                (select role from account where id = usage.account_id) as role,
                (select count(*) {limit}) as is_set,
                (select messages_per_day {limit}) as messages_per_day,
                (select runs_at_once {limit}) as runs_at_once,
                (select attachment_bytes {limit}) as attachment_bytes""".replace(
                    "{limit}", "from role_limit where role = (select role from account where id = usage.account_id)");

    private final Database database;

    LimitRepository(Database database) {
        this.database = database;
    }

    /// What an account has used, with what is stored about its role's limits.
    ///
    /// @param limit null when nobody has set any
    record Used(Role role, long messages, @Nullable RoleLimit limit) {}

    /// Adds `count` to the messages of the account on `day`, and locks its use until the
    /// transaction ends: whoever counts for the same account at the same time waits. All in one
    /// statement, as every message takes it.
    ///
    /// A day that is over, as a node whose clock is behind may name it, counts as the latest.
    Used count(AccountId account, long day, int count) {
        return database.writer()
                .sql(COUNT)
                .param("account", account.value())
                .param("day", day)
                .param("count", count)
                .query(LimitRepository::used)
                .single();
    }

    /// What the account has used on `day`; empty when it has no row yet.
    Optional<Used> used(AccountId account, long day) {
        return database.reader()
                .sql("""
                        select account.role, case when usage.day >= :day then usage.messages else 0 end as messages,
                               case when role_limit.role is null then 0 else 1 end as is_set,
                               messages_per_day, runs_at_once, attachment_bytes
                        from account
                        left join usage on usage.account_id = account.id
                        left join role_limit on role_limit.role = account.role
                        where account.id = :account""")
                .param("account", account.value())
                .param("day", day)
                .query(LimitRepository::used)
                .optional();
    }

    /// The limits that were set.
    List<RoleLimit> stored() {
        return database.reader()
                .sql("select role, messages_per_day, runs_at_once, attachment_bytes from role_limit")
                .query((row, number) -> limit(row))
                .list();
    }

    /// Sets the limits of a role.
    void store(RoleLimit limit) {
        database.writer()
                .sql("""
                        insert into role_limit (role, messages_per_day, runs_at_once, attachment_bytes)
                        values (:role, :messages, :runs, :bytes)
                        on conflict (role) do update set messages_per_day = excluded.messages_per_day,
                            runs_at_once = excluded.runs_at_once, attachment_bytes = excluded.attachment_bytes""")
                .param("role", limit.role().word())
                .param("messages", limit.messagesPerDay(), Types.BIGINT)
                .param("runs", limit.runsAtOnce(), Types.INTEGER)
                .param("bytes", limit.attachmentBytes(), Types.BIGINT)
                .update();
    }

    private static Used used(ResultSet row, int number) throws SQLException {
        return new Used(
                Role.of(row.getString("role")), row.getLong("messages"), row.getInt("is_set") == 0 ? null : limit(row));
    }

    private static RoleLimit limit(ResultSet row) throws SQLException {
        Long runs = number(row, "runs_at_once");
        return new RoleLimit(
                Role.of(row.getString("role")),
                number(row, "messages_per_day"),
                runs == null ? null : Math.toIntExact(runs),
                number(row, "attachment_bytes"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
