package dev.rockpool.file;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.ChatId;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/// The rows of files. Methods that write join the caller's transaction.
@Repository
class FileRepository {

    private static final int AT_ONCE = 500;

    private static final String COLUMNS = "id, name, media_type, kind, size, characters, hash";

    /// Not yet sent, or part of a chat that is still there.
    private static final String THERE =
            "(sent_at is null or exists (select 1 from chat_file where chat_file.file_id = file.id))";

    private final Database database;

    FileRepository(Database database) {
        this.database = database;
    }

    void insert(StoredFile file, AccountId owner, Instant now) {
        database.writer()
                .sql("""
                        insert into file (id, account_id, hash, name, media_type, kind, size, characters, created_at)
                        values (:id, :owner, :hash, :name, :type, :kind, :size, :characters, :now)""")
                .param("id", file.id().value())
                .param("owner", owner.value())
                .param("hash", file.hash())
                .param("name", file.name())
                .param("type", file.mediaType())
                .param("kind", file.kind().word())
                .param("size", file.size())
                .param("characters", file.characters())
                .param("now", now.toEpochMilli())
                .update();
    }

    /// What an account has sent here but in no message.
    ///
    /// @param bytes of all together
    record Unsent(int files, long bytes) {}

    /// As the current transaction sees it.
    Unsent unsent(AccountId owner) {
        return database.writer()
                .sql("""
                        select count(*) as files, coalesce(sum(size), 0) as bytes from file
                        where account_id = :owner and sent_at is null""")
                .param("owner", owner.value())
                .query((row, number) -> new Unsent(row.getInt("files"), row.getLong("bytes")))
                .single();
    }

    /// The account's files among `ids`, in no order.
    List<StoredFile> find(AccountId owner, Collection<FileId> ids) {
        return database.reader()
                .sql("select %s from file where account_id = :owner and id in (:ids) and %s".formatted(COLUMNS, THERE))
                .param("owner", owner.value())
                .param("ids", values(ids))
                .query(FileRepository::file)
                .list();
    }

    /// One of the account's files.
    Optional<StoredFile> find(AccountId owner, FileId id) {
        return find(owner, List.of(id)).stream().findFirst();
    }

    /// Takes away a file that is part of no message.
    ///
    /// @return whether there was one
    boolean deleteUnsent(AccountId owner, FileId id) {
        return database.writer()
                        .sql("delete from file where id = :id and account_id = :owner and sent_at is null")
                        .param("id", id.value())
                        .param("owner", owner.value())
                        .update()
                == 1;
    }

    /// Makes files part of a chat.
    ///
    /// @return how many of them are the account's and still there
    int attach(AccountId owner, ChatId chat, Collection<FileId> ids, Instant now) {
        int mine = database.writer()
                .sql("""
                        update file set sent_at = coalesce(sent_at, :now)
                        where account_id = :owner and id in (:ids) and %s""".formatted(THERE))
                .param("owner", owner.value())
                .param("ids", values(ids))
                .param("now", now.toEpochMilli())
                .update();
        if (mine == ids.size()) {
            join(chat, ids);
        }
        return mine;
    }

    private void join(ChatId chat, Collection<FileId> ids) {
        database.batches()
                .batchUpdate(
                        "insert into chat_file (chat_id, file_id) values (:chat, :file) on conflict do nothing",
                        ids.stream()
                                .map(id -> Map.of("chat", chat.value(), "file", id.value()))
                                .toArray(Map[]::new));
    }

    /// Takes files out of a chat. Those that are in no chat any more are as if they had just come.
    void detach(ChatId chat, Collection<FileId> ids, Instant now) {
        database.writer()
                .sql("delete from chat_file where chat_id = :chat and file_id in (:ids)")
                .param("chat", chat.value())
                .param("ids", values(ids))
                .update();
        database.writer()
                .sql("update file set sent_at = null, created_at = :now where id in (:ids) and not " + THERE)
                .param("ids", values(ids))
                .param("now", now.toEpochMilli())
                .update();
    }

    /// Makes the files of one chat part of another too.
    void copy(ChatId from, ChatId to) {
        database.writer()
                .sql("""
                        insert into chat_file (chat_id, file_id)
                        select :to, file_id from chat_file where chat_id = :from on conflict do nothing""")
                .param("from", from.value())
                .param("to", to.value())
                .update();
    }

    /// Gives all files of one account to another.
    void moveAll(AccountId from, AccountId to) {
        database.writer()
                .sql("update file set account_id = :to where account_id = :from")
                .param("to", to.value())
                .param("from", from.value())
                .update();
    }

    /// Takes away what was not sent although it came before `before`.
    ///
    /// @return how many, at most a few hundred at once
    int deleteUnsent(Instant before) {
        List<String> unsent = database.reader()
                .sql("select id from file where sent_at is null and created_at < :before limit :limit")
                .param("before", before.toEpochMilli())
                .param("limit", AT_ONCE)
                .query((row, number) -> row.getString("id"))
                .list();
        return delete(unsent, "sent_at is null");
    }

    /// Takes away what was part of chats that are gone.
    ///
    /// @return how many, at most a few hundred at once
    int deleteOrphans() {
        List<String> orphans = database.reader()
                .sql("select id from file where sent_at is not null and not %s limit :limit".formatted(THERE))
                .param("limit", AT_ONCE)
                .query((row, number) -> row.getString("id"))
                .list();
        return delete(orphans, "sent_at is not null and not " + THERE);
    }

    /// Looks again whether it may: one of them may just be sent.
    private int delete(List<String> ids, String condition) {
        return ids.isEmpty()
                ? 0
                : database.writer()
                        .sql("delete from file where id in (:ids) and " + condition)
                        .param("ids", ids)
                        .update();
    }

    private static List<String> values(Collection<FileId> ids) {
        return ids.stream().map(FileId::value).toList();
    }

    private static StoredFile file(ResultSet row, int number) throws SQLException {
        return new StoredFile(
                new FileId(row.getString("id")),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size"),
                FileKind.of(row.getString("kind")),
                row.getInt("characters"),
                row.getString("hash"));
    }
}
