package dev.rockpool.account;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.UUIDUtil;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// The rows of accounts. Methods that write join the caller's transaction.
@Repository
public class AccountRepository {

    static final String COLUMNS = "id, role, email, name, disabled, created_at";

    private final Database database;

    AccountRepository(Database database) {
        this.database = database;
    }

    /// A guest as the cookie tells it: the id says when it was made, and more is not known of
    /// guests.
    static Account guest(AccountId id) {
        UUID uuid = UUID.fromString(id.value());
        Instant made = uuid.version() == 7 ? Instant.ofEpochMilli(UUIDUtil.extractTimestamp(uuid)) : Instant.EPOCH;
        return new Account(id, Role.GUEST, null, null, false, made);
    }

    /// Writes a guest's row unless it is there; joins the caller's transaction.
    public void ensureGuest(AccountId account, Instant now) {
        database.writer()
                .sql("insert into account (id, role, created_at) values (:id, 'guest', :now) on conflict do nothing")
                .param("id", account.value())
                .param("now", now.toEpochMilli())
                .update();
    }

    /// The account, whoever asks; empty for a guest that has done nothing yet.
    public Optional<Account> find(AccountId id) {
        return one(database.reader().sql("select " + COLUMNS + " from account where id = :value"), id.value());
    }

    /// As [#find], as the current transaction sees it, and locked until that ends.
    Optional<Account> lock(AccountId id) {
        return one(
                database.writer().sql("update account set role = role where id = :value returning " + COLUMNS),
                id.value());
    }

    /// The account people sign in to with that e-mail.
    public Optional<Account> findByEmail(Email email) {
        return one(database.reader().sql("select " + COLUMNS + " from account where email = :value"), email.value());
    }

    private static Optional<Account> one(StatementSpec query, String value) {
        return query.param("value", value).query(AccountRepository::account).optional();
    }

    /// The password as it is stored; empty for who signs in otherwise.
    Optional<String> password(AccountId id) {
        return database.reader()
                .sql("select password from account where id = :id and password is not null")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    /// Whether the account can be signed in to with a password.
    public boolean hasPassword(AccountId id) {
        return password(id).isPresent();
    }

    /// Whether somebody signs in with that e-mail, as the current transaction sees it.
    boolean isTaken(Email email) {
        return database.writer()
                .sql("select exists (select 1 from account where email = :email)")
                .param("email", email.value())
                .query(Boolean.class)
                .single();
    }

    /// Writes somebody new, or makes the guest with that id somebody who signs in.
    ///
    /// @return false when the id is that of somebody who signs in already
    /// @throws org.springframework.dao.DuplicateKeyException the e-mail was taken a moment ago
    boolean insert(Account account, @Nullable String password, boolean wasGuest) {
        return database.writer()
                        .sql("""
                        insert into account (id, role, email, name, password, was_guest, created_at)
                        values (:id, :role, :email, :name, :password, :wasGuest, :now)
                        on conflict (id) do update set role = excluded.role, email = excluded.email,
                            name = excluded.name, password = excluded.password, was_guest = excluded.was_guest
                        where account.role = 'guest'""")
                        .param("id", account.id().value())
                        .param("role", account.role().word())
                        .param("email", account.email(), Types.VARCHAR)
                        .param("name", account.name(), Types.VARCHAR)
                        .param("password", password, Types.VARCHAR)
                        .param("wasGuest", wasGuest ? 1 : 0)
                        .param("now", account.createdAt().toEpochMilli())
                        .update()
                == 1;
    }

    /// An id nobody has had.
    static AccountId newId() {
        return AccountId.of(Generators.timeBasedEpochRandomGenerator().generate());
    }

    void rename(AccountId id, @Nullable String name) {
        set(id, "name", name, Types.VARCHAR);
    }

    void changePassword(AccountId id, String password) {
        set(id, "password", password, Types.VARCHAR);
    }

    void changeRole(AccountId id, Role role) {
        set(id, "role", role.word(), Types.VARCHAR);
    }

    void disable(AccountId id, boolean disabled) {
        set(id, "disabled", disabled ? 1 : 0, Types.INTEGER);
    }

    private void set(AccountId id, String column, @Nullable Object value, int type) {
        database.writer()
                .sql("update account set %s = :value where id = :id".formatted(column))
                .param("value", value, type)
                .param("id", id.value())
                .update();
    }

    /// Deletes the row, with all that goes with it.
    void delete(AccountId id) {
        database.writer()
                .sql("delete from account where id = :id")
                .param("id", id.value())
                .update();
    }

    /// Up to `limit` people whose e-mail or name contains `part`, after the one with the id
    /// `after`, in the order of their ids.
    List<Account> people(String part, String after, int limit) {
        String pattern = "%" + part.toLowerCase(Locale.ROOT).replaceAll("([%_\\\\])", "\\\\$1") + "%";
        return database.reader()
                .sql("select " + COLUMNS + """
                         from account
                        where role <> 'guest' and id > :after
                          and (email like :part escape '\\' or lower(coalesce(name, '')) like :part escape '\\')
                        order by id limit :limit""")
                .param("after", after)
                .param("part", pattern)
                .param("limit", limit)
                .query(AccountRepository::account)
                .list();
    }

    /// Whether anybody decides who else may sign in.
    boolean hasAdministrator() {
        return database.reader()
                .sql("select exists (select 1 from account where role = 'administrator')")
                .query(Boolean.class)
                .single();
    }

    /// How many administrators there are who can sign in, besides `other`. Nobody becomes or
    /// ceases to be one until the current transaction has ended.
    int lockAdministrators(AccountId other) {
        database.writer().sql("""
                        insert into setting (name, value) values ('administrators', '')
                        on conflict (name) do update set value = excluded.value""").update();
        return database.writer()
                .sql("""
                        select count(*) from account
                        where role = 'administrator' and disabled = 0 and id <> :other""")
                .param("other", other.value())
                .query(Integer.class)
                .single();
    }

    /// Those of `ids` that are guests and may go on as such.
    public List<AccountId> guestsAmong(Collection<AccountId> ids) {
        return database.reader()
                .sql("select id from account where id in (:ids) and role = 'guest' and disabled = 0")
                .param("ids", ids.stream().map(AccountId::value).toList())
                .query((row, number) -> new AccountId(row.getString("id")))
                .list();
    }

    static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                new AccountId(row.getString("id")),
                Role.of(row.getString("role")),
                row.getString("email"),
                row.getString("name"),
                row.getInt("disabled") != 0,
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
