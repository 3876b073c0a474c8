package dev.rockpool.chat;

import dev.rockpool.account.AccountId;
import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcement.Topic;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.openclaw.SessionKey;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// The rows of chats. Methods that write join the caller's transaction; each change is announced and has a
/// version of its own.
@Repository
public class ChatRepository {

    static final String COLUMNS = """
            id, account_id, title, title_pending, visibility, pinned, archived, agent_id, gateway_id,
        openclaw_session_key, branch, branches, session_keys, seed, forgotten_since, state,
            (select count(*) from run where chat_id = chat.id and status = 'QUEUED') as queued,
        unread, version, created_at, updated_at\
        """;

    /// As the index `chat_active` has it: in other words it would not be found by.
    static final String ACTIVE = "state in ('running', 'queued') or unread = 1 or pinned = 1";

    /// Counts in the same statement, for every message takes it.
    private static final String ASKED = """
            update chat set state = :state, updated_at = :now, unread = 0, version = version + 1, changed_at = :changed
            where id = :id
            returning account_id, (select count(*) from chat other
            where other.account_id = chat.account_id and (%s) and other.state = 'running' and other.id <> :id) as others\
        """.formatted(ACTIVE);

    private static final String THIS_CHAT = "id = :id";

    private final Database database;
    private final TombstoneRepository tombstones;
    private final BranchRepository branches;
    private final Announcements announcements;
    private final Clock clock;

    ChatRepository(
            Database database,
            TombstoneRepository tombstones,
            BranchRepository branches,
            Announcements announcements,
            Clock clock) {
        this.database = database;
        this.tombstones = tombstones;
        this.branches = branches;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// Adds a chat with its session key, unless its id is taken. Its title waits for a better one.
    ///
    /// @return whether it was added
    public boolean insert(
            ChatId id,
            AccountId owner,
            String title,
            Visibility visibility,
            ChatAgent agent,
            SessionKey key,
            Instant now) {
        int inserted = database.writer()
                .sql("""
                        insert into chat (id, account_id, title, title_folded, title_pending, visibility, agent_id, gateway_id,
                                          openclaw_session_key, created_at, updated_at, changed_at)
                        values (:id, :owner, :title, :folded, 1, :visibility, :agent, :gateway, :key, :now, :now, :changed)
                    on conflict (id) do nothing\
                    """)
                .param("id", id.value())
                .param("owner", owner.value())
                .param("title", title)
                .param("folded", Folding.fold(title))
                .param("visibility", visibility.word())
                .param("agent", agent.agentId())
                .param("gateway", agent.gatewayId())
                .param("key", key.value())
                .param("now", now.toEpochMilli())
                .param("changed", clock.millis())
                .update();
        if (inserted == 1) {
            announce(id, owner);
        }
        return inserted == 1;
    }

    /// Adds a chat that has a past: its title stays, and its session is to be told.
    ///
    /// @param agent null for one that is chosen with the next message
    public void insertFork(
            ChatId id, AccountId owner, String title, @Nullable String agent, @Nullable String gateway, Instant now) {
        database.writer()
                .sql("""
                        insert into chat (id, account_id, title, title_folded, visibility, agent_id, gateway_id,
                                          openclaw_session_key, seed, created_at, updated_at, changed_at)
                        values (:id, :owner, :title, :folded, :visibility, :agent, :gateway,
                            :key, :seed, :now, :now, :changed)\
                    """)
                .param("id", id.value())
                .param("owner", owner.value())
                .param("title", title)
                .param("folded", Folding.fold(title))
                .param("visibility", Visibility.PRIVATE.word())
                .param("agent", agent, Types.VARCHAR)
                .param("gateway", gateway, Types.VARCHAR)
                .param("key", Chat.keyFor(id).value())
                .param("seed", Seed.DUE.word())
                .param("now", now.toEpochMilli())
                .param("changed", clock.millis())
                .update();
        announce(id, owner);
    }

    /// The chat, whoever owns it.
    public Optional<Chat> find(ChatId id) {
        return one(database.reader().sql("select " + COLUMNS + " from chat where id = :id"), id);
    }

    /// The chat as the current transaction sees it, locked against other nodes until the transaction ends.
    public Optional<Chat> lock(ChatId id) {
        return one(database.writer().sql("update chat set state = state where id = :id returning " + COLUMNS), id);
    }

    private static Optional<Chat> one(StatementSpec query, ChatId id) {
        return query.param("id", id.value()).query(ChatRepository::chat).optional();
    }

    /// Up to `limit` chats of `owner` that were last touched before `before` (the newest when null), newest
    /// first.
    List<Chat> olderThan(AccountId owner, @Nullable Chat before, int limit) {
        return page(owner, before, limit, "<", "desc");
    }

    /// Up to `limit` chats of `owner` that were last touched after `after`, newest first.
    List<Chat> newerThan(AccountId owner, Chat after, int limit) {
        return page(owner, after, limit, ">", "asc").reversed();
    }

    private List<Chat> page(AccountId owner, @Nullable Chat from, int limit, String side, String order) {
        String position = from == null ? "" : "and (updated_at, id) %s (:time, :id)".formatted(side);
        String sql = "select %s from chat where account_id = :owner %s order by updated_at %s, id %s limit :limit"
                .formatted(COLUMNS, position, order, order);
        StatementSpec query =
                database.reader().sql(sql).param("owner", owner.value()).param("limit", limit);
        if (from != null) {
            query = query.param("time", from.updatedAt().toEpochMilli())
                    .param("id", from.id().value());
        }
        return query.query(ChatRepository::chat).list();
    }

    /// The chats among `ids` that are there, in no order.
    public List<Chat> byIds(Collection<ChatId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return database.reader()
                .sql("select " + COLUMNS + " from chat where id in (:ids)")
                .param("ids", ids.stream().map(ChatId::value).toList())
                .query(ChatRepository::chat)
                .list();
    }

    /// Up to `limit` chats of `owner` in which a run is on or waits, or that are unread or pinned: running
    /// ones first, newest first.
    public List<Chat> active(AccountId owner, int limit) {
        String sql = "select " + COLUMNS + """
                 from chat
                where account_id = :owner and (%s)
                order by case state when 'running' then 0 when 'queued' then 1 else 2 end, updated_at desc, id desc
            limit :limit\
            """.formatted(ACTIVE);
        return database.reader()
                .sql(sql)
                .param("owner", owner.value())
                .param("limit", limit)
                .query(ChatRepository::chat)
                .list();
    }

    /// How many chats of `owner` are unread.
    public int countUnread(AccountId owner) {
        return database.reader()
                .sql("select count(*) from chat where account_id = :owner and unread = 1")
                .param("owner", owner.value())
                .query(Integer.class)
                .single();
    }

    /// The chats of all accounts that changed at `since` or later.
    public List<Chat> changedSince(Instant since) {
        return database.reader()
                .sql("select " + COLUMNS + " from chat where changed_at >= :since")
                .param("since", since.toEpochMilli())
                .query(ChatRepository::chat)
                .list();
    }

    /// Writes what a person changes; nulls leave things as they are. A title given by hand ends the wait
    /// for a better one.
    void change(ChatId id, ChatService.Change change) {
        String sql = """
                title = coalesce(:title, title),
                title_folded = coalesce(:folded, title_folded),
                title_pending = case when :title is null then title_pending else 0 end,
                visibility = coalesce(:visibility, visibility),
                pinned = coalesce(:pinned, pinned),
            archived = coalesce(:archived, archived)\
            """;
        update(
                Topic.CHAT,
                sql,
                THIS_CHAT,
                query -> query.param("title", change.title(), Types.VARCHAR)
                        .param("folded", folded(change.title()), Types.VARCHAR)
                        .param("visibility", change.visibilityWord(), Types.VARCHAR)
                        .param("pinned", flag(change.pinned()), Types.INTEGER)
                        .param("archived", flag(change.archived()), Types.INTEGER)
                        .param("id", id.value()));
    }

    private static @Nullable String folded(@Nullable String title) {
        return title == null ? null : Folding.fold(title);
    }

    private static @Nullable Integer flag(@Nullable Boolean value) {
        return value == null ? null : value ? Integer.valueOf(1) : Integer.valueOf(0);
    }

    /// Notes that its owner has asked for an answer, and so has looked at the chat.
    ///
    /// @return in how many other chats of its owner an answer is on
    public int asked(ChatId id, ChatState state, Instant now) {
        return database.writer()
                .sql(ASKED)
                .param("state", state.word())
                .param("now", now.toEpochMilli())
                .param("changed", clock.millis())
                .param("id", id.value())
                .query((row, number) -> {
                    announce(id, new AccountId(row.getString("account_id")));
                    return row.getInt("others");
                })
                .optional()
                .orElse(0);
    }

    /// Notes that an answer ended.
    ///
    /// @param unread whether its owner is to be told; if not, that stays as it is
    /// @param whole  whether the answer came to its end: its session has then heard what the turn
    ///     carried
    public void answered(ChatId id, ChatState state, boolean unread, boolean whole, Instant now) {
        String sql =
                "state = :state, updated_at = :now" + (unread ? ", unread = 1" : "") + (whole ? ", seed = 'told'" : "");
        update(
                Topic.CHAT,
                sql,
                THIS_CHAT,
                query -> query.param("state", state.word())
                        .param("now", now.toEpochMilli())
                        .param("id", id.value()));
    }

    /// Notes that its runs or its queue stand otherwise now.
    public void rearranged(ChatId id, ChatState state) {
        update(
                Topic.CHAT,
                "state = :state",
                THIS_CHAT,
                query -> query.param("state", state.word()).param("id", id.value()));
    }

    /// Turns the chat to another of its branches.
    ///
    /// @param branch   how it was left, or is begun
    /// @param branches how many there are now
    /// @param keys     how many session keys the chat has had now
    public void turnTo(ChatId id, BranchRepository.Branch branch, int branches, int keys) {
        update(
                Topic.CHAT,
                """
                branch = :branch, branches = :branches, openclaw_session_key = :key, session_keys = :keys,
                seed = :seed, forgotten_since = :forgotten\
                """,
                THIS_CHAT,
                query -> query.param("branch", branch.number())
                        .param("branches", branches)
                        .param("key", branch.key().value())
                        .param("keys", keys)
                        .param("seed", branch.seed().word())
                        .param("forgotten", branch.forgottenSinceText(), Types.VARCHAR)
                        .param("id", id.value()));
    }

    /// Notes that the chat's session knows nothing of what was said before a message.
    public void forgotten(ChatId id, MessageId since) {
        update(
                Topic.CHAT,
                "forgotten_since = :since",
                THIS_CHAT,
                query -> query.param("since", since.value()).param("id", id.value()));
    }

    /// Notes what the chat's session has been told, in a session of another key if need be.
    ///
    /// @param keys how many session keys the chat has had now
    public void told(ChatId id, SessionKey key, int keys, Seed seed) {
        update(
                Topic.CHAT,
                "openclaw_session_key = :key, session_keys = :keys, seed = :seed, forgotten_since = null",
                THIS_CHAT,
                query -> query.param("key", key.value())
                        .param("keys", keys)
                        .param("seed", seed.word())
                        .param("id", id.value()));
    }

    /// Marks an unread chat as read.
    void read(ChatId id) {
        update(Topic.READ, "unread = 0", THIS_CHAT + " and unread = 1", query -> query.param("id", id.value()));
    }

    /// Gives a chat without an agent the one its session is now bound to.
    public void bindAgent(ChatId id, ChatAgent agent) {
        update(
                Topic.CHAT,
                "agent_id = :agent, gateway_id = :gateway",
                THIS_CHAT + " and agent_id is null",
                query -> query.param("agent", agent.agentId())
                        .param("gateway", agent.gatewayId())
                        .param("id", id.value()));
    }

    /// How many chats talk to a gateway.
    public long countAt(String gatewayId) {
        return database.reader()
                .sql("select count(*) from chat where gateway_id = :gateway")
                .param("gateway", gatewayId)
                .query(Long.class)
                .single();
    }

    /// Ends the wait for a better title; with null the one at hand stays. A title a person gave meanwhile
    /// is kept.
    ///
    /// @return whether the title changed
    public boolean settleTitle(ChatId id, @Nullable String title) {
        int changed = update(
                Topic.CHAT,
                "title = coalesce(:title, title), title_folded = coalesce(:folded, title_folded), title_pending = 0",
                THIS_CHAT + " and title_pending = 1",
                query -> query.param("title", title, Types.VARCHAR)
                        .param("folded", folded(title), Types.VARCHAR)
                        .param("id", id.value()));
        return changed == 1 && title != null;
    }

    /// Stops waiting for titles of chats made before `before`, which nobody is making any more.
    public void settleTitlesOlderThan(Instant before) {
        update(
                Topic.CHAT,
                "title_pending = 0",
                "title_pending = 1 and created_at < :before",
                query -> query.param("before", before.toEpochMilli()));
    }

    /// Gives all chats of one account to another.
    void moveAll(AccountId from, AccountId to) {
        update(
                Topic.CHAT,
                "account_id = :to",
                "account_id = :from",
                query -> query.param("to", to.value()).param("from", from.value()));
    }

    /// Changes chats the one way there is: with a new version, and announced.
    ///
    /// @return how many
    private int update(Topic topic, String assignments, String condition, UnaryOperator<StatementSpec> params) {
        String sql =
                "update chat set %s, version = version + 1, changed_at = :changed where %s returning id, account_id"
                        .formatted(assignments, condition);
        List<Announcement> changed = params.apply(database.writer().sql(sql))
                .param("changed", clock.millis())
                .query((row, number) -> new Announcement(topic, row.getString("account_id"), row.getString("id")))
                .list();
        changed.forEach(announcements::announce);
        return changed.size();
    }

    /// Removes the chat with all that belongs to it and leaves its session key as a tombstone.
    void delete(ChatId id, Instant now) {
        deleteWhere("id = :value", id.value(), now);
    }

    /// Removes all chats of `owner` as [#delete] does, and returns their ids.
    List<ChatId> deleteAll(AccountId owner, Instant now) {
        return deleteWhere("account_id = :value", owner.value(), now);
    }

    private List<ChatId> deleteWhere(String condition, String value, Instant now) {
        List<BranchRepository.Key> keys = branches.keysOf(condition, value);
        List<Chat> deleted = database.writer()
                .sql("delete from chat where %s returning %s".formatted(condition, COLUMNS))
                .param("value", value)
                .query(ChatRepository::chat)
                .list();
        for (Chat chat : deleted) {
            tombstones.bury(chat, chat.sessionKey(), false, now);
            keys.stream()
                    .filter(branch -> branch.chat().equals(chat.id()))
                    .forEach(branch -> tombstones.bury(chat, branch.key(), false, now));
            announce(chat.id(), chat.owner());
        }
        return deleted.stream().map(Chat::id).toList();
    }

    private void announce(ChatId id, AccountId owner) {
        announcements.announce(new Announcement(Topic.CHAT, owner.value(), id.value()));
    }

    static @Nullable MessageId forgottenSince(ResultSet row) throws SQLException {
        String since = row.getString("forgotten_since");
        return since == null ? null : new MessageId(since);
    }

    static Chat chat(ResultSet row, int number) throws SQLException {
        return new Chat(
                new ChatId(row.getString("id")),
                new AccountId(row.getString("account_id")),
                row.getString("title"),
                row.getInt("title_pending") != 0,
                Visibility.of(row.getString("visibility")),
                row.getInt("pinned") != 0,
                row.getInt("archived") != 0,
                row.getString("agent_id"),
                row.getString("gateway_id"),
                row.getString("openclaw_session_key"),
                row.getInt("branch"),
                row.getInt("branches"),
                row.getInt("session_keys"),
                Seed.of(row.getString("seed")),
                forgottenSince(row),
                ChatState.of(row.getString("state")),
                row.getInt("queued"),
                row.getInt("unread") != 0,
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
