package dev.rockpool.account;

import dev.rockpool.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Where people are signed in: Spring Session's tables, shared by all nodes. Only who has signed
/// in, or is about to, has a session; one of an account that is disabled or gone is none.
@Component
class Sessions implements SessionRepository<CalmSession> {

    /// How long signing in may take.
    private static final Duration SIGNING_IN = Duration.ofMinutes(15);

    /// As Spring Session has it, but for the last condition.
    private static final String GET = """
            select s.primary_id, s.session_id, s.creation_time, s.last_access_time, s.max_inactive_interval,
                   sa.attribute_name, sa.attribute_bytes
            from %TABLE_NAME% s left outer join %TABLE_NAME%_attributes sa on s.primary_id = sa.session_primary_id
            where s.session_id = ?
              and (s.principal_name is null
                   or exists (select 1 from account a where a.id = s.principal_name and a.disabled = 0))""";

    private final JdbcIndexedSessionRepository tables;
    private final FindByIndexNameSessionRepository<Session> inner;
    private final Database database;
    private final SessionLife life;
    private final Clock clock;

    /// @param database comes with its migrations done
    @SuppressWarnings("unchecked") // its sessions are of a class nobody else may name
    Sessions(
            Database database,
            DataSource writer,
            @Qualifier("readerDataSource") @Nullable DataSource reader,
            SessionLife life,
            Clock clock) {
        this.database = database;
        this.life = life;
        this.clock = clock;
        // Each statement for itself: half a session that was being made is nobody's.
        this.tables = new JdbcIndexedSessionRepository(
                new SessionTables(writer, reader == null ? writer : reader),
                TransactionOperations.withoutTransaction());
        tables.setGetSessionQuery(GET);
        tables.setSessionIdGenerator(Tokens::fresh);
        tables.setDefaultMaxInactiveInterval(SIGNING_IN);
        this.inner = (FindByIndexNameSessionRepository<Session>) (FindByIndexNameSessionRepository<?>) tables;
    }

    @Override
    public CalmSession createSession() {
        return new CalmSession(inner.createSession());
    }

    @Override
    public void save(CalmSession session) {
        inner.save(session.inner());
    }

    @Override
    public @Nullable CalmSession findById(String id) {
        Session found = inner.findById(id);
        return found == null || isOver(found) ? null : new CalmSession(found);
    }

    /// However lately it was used.
    private boolean isOver(Session session) {
        return session.getCreationTime().isBefore(oldest());
    }

    private Instant oldest() {
        return life.oldest(clock.instant());
    }

    @Override
    public void deleteById(String id) {
        inner.deleteById(id);
    }

    /// Where the account is signed in.
    Collection<Session> of(AccountId account) {
        return inner.findByPrincipalName(account.value()).values().stream()
                .filter(session -> !session.isExpired() && !isOver(session))
                .toList();
    }

    /// The ids of the sessions of each of `accounts`.
    Map<AccountId, List<String>> idsOf(Collection<AccountId> accounts, long now) {
        record Row(AccountId account, String session) {}
        return database
                .reader()
                .sql("""
                        select s.principal_name, s.session_id from spring_session s
                        join account a on a.id = s.principal_name
                        where s.principal_name in (:accounts) and s.expiry_time > :now and s.creation_time >= :oldest
                          and a.disabled = 0""")
                .param("accounts", accounts.stream().map(AccountId::value).toList())
                .param("now", now)
                .param("oldest", oldest().toEpochMilli())
                .query((row, number) ->
                        new Row(new AccountId(row.getString("principal_name")), row.getString("session_id")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::account, Collectors.mapping(Row::session, Collectors.toList())));
    }

    /// Ends all sessions of the account but the one with the id `kept`, if any; joins the
    /// caller's transaction.
    ///
    /// @return how many
    int deleteAll(AccountId account, @Nullable String kept) {
        return database.writer()
                .sql("delete from spring_session where principal_name = :account and session_id <> :kept")
                .param("account", account.value())
                .param("kept", kept == null ? "" : kept)
                .update();
    }

    @Scheduled(fixedDelay = 60, initialDelay = 17, timeUnit = TimeUnit.MINUTES)
    void forgetExpired() {
        tables.cleanUpExpiredSessions();
        database.writer()
                .sql("delete from spring_session where creation_time < :oldest")
                .param("oldest", oldest().toEpochMilli())
                .update();
    }
}
