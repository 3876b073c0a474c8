package dev.rockpool.chat;

import dev.rockpool.openclaw.SessionKey;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// The rows of branches. Methods that write join the caller's transaction, which must hold the
/// chat's lock.
@Repository
public class BranchRepository {

    private final Database database;

    BranchRepository(Database database) {
        this.database = database;
    }

    /// A branch as it was when the chat last left it, or when it was begun.
    ///
    /// @param forgottenSince as of [Chat]
    public record Branch(
            int number, SessionKey key, Seed seed, @Nullable MessageId forgottenSince) {

        @Nullable
        String forgottenSinceText() {
            return forgottenSince == null ? null : forgottenSince.value();
        }
    }

    /// Adds a branch.
    ///
    /// @param after the last message it keeps; null when it keeps none
    public void insert(ChatId chat, Branch branch, MessageRepository.@Nullable Spot after) {
        insert(chat, branch, after == null ? null : after.branch(), after == null ? 0 : after.position(), 0, "");
    }

    /// Notes how the branch the chat stands at is left; one that is alone gets its row.
    public void leave(Chat chat) {
        Branch left = new Branch(chat.branch(), chat.sessionKey(), chat.seed(), chat.forgottenSince());
        insert(chat.id(), left, null, 0, chat.version(), """
                 on conflict (chat_id, number) do update set openclaw_session_key = excluded.openclaw_session_key,
               seed = excluded.seed, forgotten_since = excluded.forgotten_since, used = excluded.used\
            """);
    }

    private void insert(
            ChatId chat, Branch branch, @Nullable Integer parent, int keptTo, long used, String onConflict) {
        String sql = """
            insert into branch (chat_id, number, parent, kept_to, openclaw_session_key, seed, forgotten_since, used)
            values (:chat, :number, :parent, :keptTo, :key, :seed, :forgotten, :used)\
            """;
        database.writer()
                .sql(sql + "\n" + onConflict)
                .param("chat", chat.value())
                .param("number", branch.number())
                .param("parent", parent, Types.INTEGER)
                .param("keptTo", keptTo)
                .param("key", branch.key().value())
                .param("seed", branch.seed().word())
                .param("forgotten", branch.forgottenSinceText(), Types.VARCHAR)
                .param("used", used)
                .update();
    }

    /// One branch the chat does not stand at, as the current transaction sees it.
    public Optional<Branch> find(ChatId chat, int number) {
        return database.writer()
                .sql("""
                    select number, openclaw_session_key, seed, forgotten_since from branch
                    where chat_id = :chat and number = :number\
                    """)
                .param("chat", chat.value())
                .param("number", number)
                .query((row, index) -> new Branch(
                        row.getInt("number"),
                        new SessionKey(row.getString("openclaw_session_key")),
                        Seed.of(row.getString("seed")),
                        ChatRepository.forgottenSince(row)))
                .optional();
    }

    /// All branches of a chat with their messages.
    BranchTree tree(Chat chat) {
        List<BranchTree.Branch> branches = database.reader()
                .sql("select number, parent, kept_to, used from branch where chat_id = :chat order by number")
                .param("chat", chat.id().value())
                .query((row, index) -> treeBranch(row))
                .list();
        BranchTree tree = new BranchTree(branches, chat.branch());
        database.reader()
                .sql("select branch, position from message where chat_id = :chat")
                .param("chat", chat.id().value())
                .query(row -> {
                    tree.add(row.getInt("branch"), row.getInt("position"));
                });
        return tree;
    }

    private static BranchTree.Branch treeBranch(ResultSet row) throws SQLException {
        int parent = row.getInt("parent");
        return new BranchTree.Branch(
                row.getInt("number"), parent == 0 ? null : parent, row.getInt("kept_to"), row.getLong("used"));
    }

    /// A session key of a chat's branch.
    record Key(ChatId chat, SessionKey key) {}

    /// The keys of the branches of chats that meet a condition on `chat`, as the current
    /// transaction sees them.
    List<Key> keysOf(String condition, String value) {
        return database.writer()
                .sql("""
                        select chat_id, openclaw_session_key from branch
                    where chat_id in (select id from chat where %s)\
                    """.formatted(condition))
                .param("value", value)
                .query((row, index) -> new Key(
                        new ChatId(row.getString("chat_id")), new SessionKey(row.getString("openclaw_session_key"))))
                .list();
    }
}
