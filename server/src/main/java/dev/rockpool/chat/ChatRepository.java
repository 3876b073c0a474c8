package dev.rockpool.chat;

import dev.rockpool.account.AccountId;
import dev.rockpool.openclaw.SessionKey;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rows of chats. Methods that write join the caller's transaction.
@Repository
public class ChatRepository {

    private static final String COLUMNS = """
            id, account_id, title, title_pending, visibility, pinned, archived, agent_id, openclaw_session_key, state,
            created_at, updated_at""";

    private final Database database;
    private final TombstoneRepository tombstones;

    ChatRepository(Database database, TombstoneRepository tombstones) {
        this.database = database;
        this.tombstones = tombstones;
    }

    /// Adds a chat with its session key, unless its id is taken. Its title waits for a better one.
    ///
    /// @return whether it was added
    public boolean insert(
            ChatId id,
            AccountId owner,
            String title,
            Visibility visibility,
            String agentId,
            SessionKey key,
            Instant now) {
        int inserted = database.writer()
                .sql("""
                        insert into chat (id, account_id, title, title_pending, visibility, agent_id,
                                          openclaw_session_key, created_at, updated_at)
                        values (:id, :owner, :title, 1, :visibility, :agent, :key, :now, :now)
                        on conflict (id) do nothing""")
                .param("id", id.value())
                .param("owner", owner.value())
                .param("title", title)
                .param("visibility", visibility.word())
                .param("agent", agentId)
                .param("key", key.value())
                .param("now", now.toEpochMilli())
                .update();
        return inserted == 1;
    }

    /// The chat, whoever owns it.
    public Optional<Chat> find(ChatId id) {
        return find(database.reader(), id);
    }

    /// The chat as the current transaction sees it, locked against other nodes until the transaction ends.
    public Optional<Chat> lock(ChatId id) {
        database.writer()
                .sql("update chat set state = state where id = :id")
                .param("id", id.value())
                .update();
        return find(database.writer(), id);
    }

    private static Optional<Chat> find(JdbcClient client, ChatId id) {
        return client.sql("select " + COLUMNS + " from chat where id = :id")
                .param("id", id.value())
                .query(ChatRepository::chat)
                .optional();
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
        JdbcClient.StatementSpec query =
                database.reader().sql(sql).param("owner", owner.value()).param("limit", limit);
        if (from != null) {
            query = query.param("time", from.updatedAt().toEpochMilli())
                    .param("id", from.id().value());
        }
        return query.query(ChatRepository::chat).list();
    }

    /// Writes what a person changes; nulls leave things as they are. A title given by hand ends the wait
    /// for a better one.
    void change(ChatId id, ChatService.Change change) {
        database.writer()
                .sql("""
                        update chat set title = coalesce(:title, title),
                                        title_pending = case when :title is null then title_pending else 0 end,
                                        visibility = coalesce(:visibility, visibility),
                                        pinned = coalesce(:pinned, pinned),
                                        archived = coalesce(:archived, archived)
                        where id = :id""")
                .param("title", change.title(), Types.VARCHAR)
                .param("visibility", change.visibilityWord(), Types.VARCHAR)
                .param("pinned", flag(change.pinned()), Types.INTEGER)
                .param("archived", flag(change.archived()), Types.INTEGER)
                .param("id", id.value())
                .update();
    }

    private static @Nullable Integer flag(@Nullable Boolean value) {
        return value == null ? null : value ? Integer.valueOf(1) : Integer.valueOf(0);
    }

    /// Notes that something happened in the chat: how its latest run stands, and when.
    public void touch(ChatId id, ChatState state, Instant now) {
        database.writer()
                .sql("update chat set state = :state, updated_at = :now where id = :id")
                .param("state", state.word())
                .param("now", now.toEpochMilli())
                .param("id", id.value())
                .update();
    }

    /// Gives a chat without an agent the one its session is now bound to.
    public void bindAgent(ChatId id, String agentId) {
        database.writer()
                .sql("update chat set agent_id = :agent where id = :id and agent_id is null")
                .param("agent", agentId)
                .param("id", id.value())
                .update();
    }

    /// Ends the wait for a better title; with null the one at hand stays. A title a person gave meanwhile
    /// is kept.
    ///
    /// @return whether the title changed
    public boolean settleTitle(ChatId id, @Nullable String title) {
        int changed = database.writer()
                .sql("""
                        update chat set title = coalesce(:title, title), title_pending = 0
                        where id = :id and title_pending = 1""")
                .param("title", title, Types.VARCHAR)
                .param("id", id.value())
                .update();
        return changed == 1 && title != null;
    }

    /// Stops waiting for titles of chats made before `before`, which nobody is making any more.
    public void settleTitlesOlderThan(Instant before) {
        database.writer()
                .sql("update chat set title_pending = 0 where title_pending = 1 and created_at < :before")
                .param("before", before.toEpochMilli())
                .update();
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
        List<Chat> deleted = database.writer()
                .sql("delete from chat where %s returning %s".formatted(condition, COLUMNS))
                .param("value", value)
                .query(ChatRepository::chat)
                .list();
        deleted.forEach(chat -> tombstones.bury(chat, now));
        return deleted.stream().map(Chat::id).toList();
    }

    private static Chat chat(ResultSet row, int number) throws SQLException {
        return new Chat(
                new ChatId(row.getString("id")),
                new AccountId(row.getString("account_id")),
                row.getString("title"),
                row.getInt("title_pending") != 0,
                Visibility.of(row.getString("visibility")),
                row.getInt("pinned") != 0,
                row.getInt("archived") != 0,
                row.getString("agent_id"),
                row.getString("openclaw_session_key"),
                ChatState.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
