package dev.rockpool.chat;

import dev.rockpool.account.AccountId;
import dev.rockpool.openclaw.SessionKey;
import dev.rockpool.storage.Database;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What deleted chats and replaced sessions leave behind: their keys, so that no chat ever wakes
/// an old session, and the note whether the gateway has deleted the session too. Methods that
/// write join the caller's transaction.
@Repository
public class TombstoneRepository {

    private final Database database;

    TombstoneRepository(Database database) {
        this.database = database;
    }

    /// A session whose chat is gone, or has another now.
    ///
    /// @param agentId   the agent it belongs to; null when the chat never had a turn
    /// @param gatewayId the gateway of that agent; null for chats from before there were several
    public record Tombstone(
            SessionKey key,
            ChatId chat,
            @Nullable String agentId,
            @Nullable String gatewayId) {}

    /// Notes that the chat's session will not be used again though the chat lives on.
    public void replace(Chat chat, Instant now) {
        bury(chat, chat.sessionKey(), true, now);
    }

    /// @param replaced whether the chat lives on
    void bury(Chat chat, SessionKey key, boolean replaced, Instant now) {
        database.writer()
                .sql("""
                        insert into session_tombstone (session_key, chat_id, account_id, agent_id, gateway_id, deleted_at,
                                                       replaced)
                        values (:key, :chat, :owner, :agent, :gateway, :now, :replaced) on conflict do nothing""")
                .param("replaced", replaced ? 1 : 0)
                .param("key", key.value())
                .param("chat", chat.id().value())
                .param("owner", chat.owner().value())
                .param("agent", chat.agentId(), Types.VARCHAR)
                .param("gateway", chat.gatewayId(), Types.VARCHAR)
                .param("now", now.toEpochMilli())
                .update();
    }

    /// Whether a chat of that id was deleted once.
    boolean exists(ChatId chat) {
        return exists(database.reader(), chat);
    }

    /// As [#exists], as the current transaction sees it.
    public boolean existsNow(ChatId chat) {
        return exists(database.writer(), chat);
    }

    private static boolean exists(JdbcClient client, ChatId chat) {
        return client.sql("select count(*) from session_tombstone where chat_id = :chat and replaced = 0")
                        .param("chat", chat.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// A chat that is gone, and whose it was.
    public record Deleted(AccountId account, ChatId chat) {}

    /// The chats deleted at `since` or later.
    public List<Deleted> deletedSince(Instant since) {
        return database.reader()
                .sql("""
                        select account_id, chat_id from session_tombstone
                        where deleted_at >= :since and account_id is not null and replaced = 0""")
                .param("since", since.toEpochMilli())
                .query((row, number) ->
                        new Deleted(new AccountId(row.getString("account_id")), new ChatId(row.getString("chat_id"))))
                .list();
    }

    /// The gateways at which sessions of chats deleted until `before` are still to be deleted; an empty text for the
    /// one of chats from before there were several.
    public List<String> gatewaysToErase(Instant before) {
        return database.reader()
                .sql("""
                        select distinct coalesce(gateway_id, '') as gateway from session_tombstone
                        where erased_at is null and deleted_at <= :before""")
                .param("before", before.toEpochMilli())
                .query((row, number) -> row.getString("gateway"))
                .list();
    }

    /// Up to `limit` sessions of chats deleted until `before` that this gateway still has to delete, the longest
    /// waiting first.
    ///
    /// @param gateway as [#gatewaysToErase] tells it
    public List<Tombstone> toErase(String gateway, int limit, Instant before) {
        return database.reader()
                .sql("""
                        select session_key, chat_id, agent_id, gateway_id from session_tombstone
                        where erased_at is null and deleted_at <= :before and coalesce(gateway_id, '') = :gateway
                        order by deleted_at limit :limit""")
                .param("before", before.toEpochMilli())
                .param("gateway", gateway)
                .param("limit", limit)
                .query((row, number) -> new Tombstone(
                        new SessionKey(row.getString("session_key")),
                        new ChatId(row.getString("chat_id")),
                        row.getString("agent_id"),
                        row.getString("gateway_id")))
                .list();
    }

    /// Notes that the session is gone at the gateway, or that the gateway cannot delete it.
    public void erased(SessionKey key, Instant now) {
        database.writer()
                .sql("update session_tombstone set erased_at = :now where session_key = :key")
                .param("now", now.toEpochMilli())
                .param("key", key.value())
                .update();
    }
}
