package dev.rockpool.chat;

import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The messages of chats, in order. Methods that write join the caller's transaction, which must hold the
/// chat's lock.
@Repository
public class MessageRepository {

    private static final TypeReference<List<MessagePart>> PARTS = new TypeReference<>() {};

    private static final String CONTENT = "message.id, role, parts, metadata, created_at, position";

    /// Whose turn has come: what waits for it is not part of the conversation yet.
    private static final String BEGUN = """
            and not exists
                (select 1 from run where run.chat_id = message.chat_id
                 and run.user_message_id = message.id and run.status = 'QUEUED')
            """;

    private static final String SPOT = "message.id, role, message.branch, position";
    private static final String BEFORE = "and position < :position ";
    private static final String NEWEST = " order by position desc limit 1";

    /// The branches a conversation goes through, each up to the last message the next one keeps.
    private static final String PATH = """
            with recursive path (number, upto, parent, kept_to) as (
                select number, 2147483647, parent, kept_to from branch where chat_id = :chat and number = :branch
                union all
                select branch.number, path.kept_to, branch.parent, branch.kept_to
                from path join branch on branch.chat_id = :chat and branch.number = path.parent)
            """;

    private static final String ON_PATH =
            " from message join path on message.branch = path.number and message.position <= path.upto";

    private final Database database;
    private final BranchRepository branches;
    private final JsonMapper json;

    MessageRepository(Database database, BranchRepository branches, JsonMapper json) {
        this.database = database;
        this.branches = branches;
        this.json = json;
    }

    /// Adds `message` at the end of a branch of the chat.
    public void append(ChatId chat, int branch, Message message) {
        database.writer()
                .sql("""
                        insert into message (chat_id, branch, id, position, role, parts, metadata, created_at)
                        values (:chat, :branch, :id,
                                (select coalesce(max(position), 0) + 1 from message where chat_id = :chat),
                                :role, :parts, :metadata, :now)""")
                .param("chat", chat.value())
                .param("branch", branch)
                .param("id", message.id().value())
                .param("role", message.role().word())
                .param("parts", json.writerFor(PARTS).writeValueAsString(message.parts()))
                .param("metadata", json.writeValueAsString(message.metadata()))
                .param("now", message.metadata().createdAt().toEpochMilli())
                .update();
    }

    /// The conversation on the branch the chat stands at, oldest message first. What waits for
    /// its turn is not part of it yet.
    public List<StoredMessage> all(Chat chat) {
        return path(database.reader(), chat, CONTENT, BEGUN + "order by position")
                .query(this::stored)
                .list();
    }

    /// As [#all], each message with its versions.
    public List<StoredMessage> allWithVersions(Chat chat) {
        List<StoredMessage> all = all(chat);
        if (chat.isStraight()) {
            return all;
        }
        Map<Integer, Versions> versions = branches.tree(chat).versions();
        return all.stream()
                .map(message -> message.with(versions.get(message.position())))
                .toList();
    }

    /// Reads messages of the conversation on the branch the chat stands at.
    private static StatementSpec path(JdbcClient client, Chat chat, String columns, String rest) {
        if (chat.isStraight()) {
            return client.sql("select " + columns + " from message where chat_id = :chat " + rest)
                    .param("chat", chat.id().value());
        }
        return client.sql(PATH + "select " + columns + ON_PATH + " where chat_id = :chat " + rest)
                .param("chat", chat.id().value())
                .param("branch", chat.branch());
    }

    /// Where a message stands.
    ///
    /// @param branch   the branch that owns it
    /// @param position its place in the chat, over all branches
    public record Spot(MessageId id, Message.Role role, int branch, int position) {}

    /// Where a message of the conversation stands, as the current transaction sees it; empty when
    /// it is on no or another branch, or still waits.
    public Optional<Spot> spot(Chat chat, MessageId id) {
        return spot(path(database.writer(), chat, SPOT, BEGUN + "and message.id = :id")
                .param("id", id.value()));
    }

    /// The last message of the conversation before a position, as the current transaction sees it.
    public Optional<Spot> spotBefore(Chat chat, int position) {
        return spot(path(database.writer(), chat, SPOT, BEFORE + BEGUN + NEWEST).param("position", position));
    }

    /// The last message of the conversation by one side, before a position, as the current
    /// transaction sees it.
    public Optional<Spot> spotBefore(Chat chat, int position, Message.Role role) {
        return spot(path(database.writer(), chat, SPOT, BEFORE + BEGUN + "and role = :role" + NEWEST)
                .param("position", position)
                .param("role", role.word()));
    }

    /// The first message of the conversation after a position, as the current transaction sees it.
    public Optional<Spot> spotAfter(Chat chat, int position) {
        return spot(
                path(database.writer(), chat, SPOT, "and position > :position " + BEGUN + "order by position limit 1")
                        .param("position", position));
    }

    private static Optional<Spot> spot(StatementSpec query) {
        return query.query((row, number) -> new Spot(
                        new MessageId(row.getString("id")), role(row), row.getInt("branch"), row.getInt("position")))
                .optional();
    }

    /// The conversation before one of its messages, newest first, as the current transaction sees
    /// it. To be closed.
    public Stream<Message> before(Chat chat, MessageId id) {
        String rest = """
                and position < (select position from message asked where asked.chat_id = :chat and asked.id = :id)
                """;
        return path(database.writer(), chat, CONTENT, rest + BEGUN + "order by position desc")
                .param("id", id.value())
                .query(this::message)
                .stream();
    }

    /// A message with its chat: an id names it only there.
    public record Placed(ChatId chat, Message message) {}

    /// The messages with one of these ids in one of these chats.
    public List<Placed> find(Collection<ChatId> chats, Collection<MessageId> ids) {
        return database.reader()
                .sql("""
                        select chat_id, id, role, parts, metadata, created_at from message
                        where chat_id in (:chats) and id in (:ids)""")
                .param("chats", chats.stream().map(ChatId::value).toList())
                .param("ids", ids.stream().map(MessageId::value).toList())
                .query((row, number) -> new Placed(new ChatId(row.getString("chat_id")), message(row, number)))
                .list();
    }

    /// One message, as the current transaction sees it.
    public Optional<Message> find(ChatId chat, MessageId id) {
        return database.writer()
                .sql("select " + CONTENT + " from message where chat_id = :chat and id = :id")
                .param("chat", chat.value())
                .param("id", id.value())
                .query(this::message)
                .optional();
    }

    /// The newest answer of the conversation, as the current transaction sees it.
    public Optional<Message> lastAnswer(Chat chat) {
        return path(database.writer(), chat, CONTENT, "and role = 'assistant'" + NEWEST)
                .query(this::message)
                .optional();
    }

    /// Copies the conversation up to a position into another chat, as messages of their own that
    /// belong to no run.
    ///
    /// @param ids makes their ids
    public void copy(Chat from, int upTo, ChatId to, Supplier<MessageId> ids) {
        List<StoredMessage> kept = path(
                        database.writer(), from, CONTENT, "and position <= :position " + BEGUN + "order by position")
                .param("position", upTo)
                .query(this::stored)
                .list();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (StoredMessage message : kept) {
            Message.Metadata metadata = json.readValue(message.metadata(), Message.Metadata.class);
            rows.add(Map.of(
                    "chat", to.value(),
                    "id", ids.get().value(),
                    "position", rows.size() + 1,
                    "role", message.role().word(),
                    "parts", message.parts(),
                    "metadata", json.writeValueAsString(metadata.withoutRun()),
                    "now", metadata.createdAt().toEpochMilli()));
        }
        database.batches().batchUpdate("""
                insert into message (chat_id, id, position, role, parts, metadata, created_at)
                values (:chat, :id, :position, :role, :parts, :metadata, :now)""", rows.toArray(Map[]::new));
    }

    /// Changes the words of one message.
    public void rewrite(ChatId chat, Message message) {
        database.writer()
                .sql("update message set parts = :parts, metadata = :metadata where chat_id = :chat and id = :id")
                .param("parts", json.writerFor(PARTS).writeValueAsString(message.parts()))
                .param("metadata", json.writeValueAsString(message.metadata()))
                .param("chat", chat.value())
                .param("id", message.id().value())
                .update();
    }

    /// Moves one message to the end of the chat.
    public void moveToEnd(ChatId chat, MessageId id) {
        database.writer()
                .sql("""
                        update message set position = (select max(position) + 1 from message where chat_id = :chat)
                        where chat_id = :chat and id = :id""")
                .param("chat", chat.value())
                .param("id", id.value())
                .update();
    }

    /// Takes one message away.
    public void delete(ChatId chat, MessageId id) {
        database.writer()
                .sql("delete from message where chat_id = :chat and id = :id")
                .param("chat", chat.value())
                .param("id", id.value())
                .update();
    }

    /// Whether any message of the chat, on whichever branch, has this file, as the current transaction sees it.
    public boolean anyHas(ChatId chat, MessagePart.File file) {
        // In words people write the quotes would be escaped.
        return database.writer()
                .sql("select exists (select 1 from message where chat_id = :chat and parts like :part)")
                .param("chat", chat.value())
                .param("part", "%\"url\":\"" + file.url() + "\"%")
                .query(Boolean.class)
                .single();
    }

    private StoredMessage stored(ResultSet row, int number) throws SQLException {
        String metadata = row.getString("metadata");
        return new StoredMessage(
                new MessageId(row.getString("id")),
                role(row),
                row.getString("parts"),
                metadata == null ? json.writeValueAsString(Message.Metadata.at(createdAt(row))) : metadata,
                row.getInt("position"),
                null);
    }

    private Message message(ResultSet row, int number) throws SQLException {
        String metadata = row.getString("metadata");
        return new Message(
                new MessageId(row.getString("id")),
                role(row),
                json.readValue(row.getString("parts"), PARTS),
                metadata == null
                        ? Message.Metadata.at(createdAt(row))
                        : json.readValue(metadata, Message.Metadata.class));
    }

    private static Message.Role role(ResultSet row) throws SQLException {
        return row.getString("role").equals(Message.Role.USER.word()) ? Message.Role.USER : Message.Role.ASSISTANT;
    }

    private static Instant createdAt(ResultSet row) throws SQLException {
        return Instant.ofEpochMilli(row.getLong("created_at"));
    }
}
