package dev.rockpool.share;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.ChatId;
import dev.rockpool.storage.Database;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/// The links there are. Methods that write join the caller's transaction, which must hold the
/// chat's lock.
@Repository
class ShareRepository {

    private final Database database;

    ShareRepository(Database database) {
        this.database = database;
    }

    /// A chat that has a link.
    record Shared(ChatId chat, Instant since) {}

    /// Gives the chat a link; the one before leads nowhere any more.
    void put(ShareToken token, ChatId chat, AccountId by, Instant now) {
        database.writer()
                .sql("""
                        insert into share (token_hash, chat_id, created_by, created_at) values (:hash, :chat, :by, :now)
                        on conflict (chat_id) do update set token_hash = excluded.token_hash,
                            created_by = excluded.created_by, created_at = excluded.created_at""")
                .param("hash", token.hash())
                .param("chat", chat.value())
                .param("by", by.value())
                .param("now", now.toEpochMilli())
                .update();
    }

    /// Takes the chat's link away, if it has one.
    void delete(ChatId chat) {
        database.writer()
                .sql("delete from share where chat_id = :chat")
                .param("chat", chat.value())
                .update();
    }

    /// The chat the link leads to. A chat that is private is shown to nobody, whatever links
    /// there are.
    Optional<Shared> find(ShareToken token) {
        return find("token_hash = :value", token.hash());
    }

    /// As [#find], by the chat.
    Optional<Shared> find(ChatId chat) {
        return find("chat_id = :value", chat.value());
    }

    private Optional<Shared> find(String condition, String value) {
        String sql = """
                select chat_id, share.created_at from share join chat on chat.id = share.chat_id
                where %s and chat.visibility = 'public'""".formatted(condition);
        return database.reader()
                .sql(sql)
                .param("value", value)
                .query((row, number) -> new Shared(
                        new ChatId(row.getString("chat_id")), Instant.ofEpochMilli(row.getLong("created_at"))))
                .optional();
    }
}
