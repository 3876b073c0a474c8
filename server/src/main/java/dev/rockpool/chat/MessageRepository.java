package dev.rockpool.chat;

import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The messages of chats, in order. Methods that write join the caller's transaction, which must hold the
/// chat's lock.
@Repository
public class MessageRepository {

    private static final TypeReference<List<MessagePart>> PARTS = new TypeReference<>() {};

    private final Database database;
    private final JsonMapper json;

    MessageRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// Adds `message` at the end of the chat.
    public void append(ChatId chat, Message message) {
        database.writer()
                .sql("""
                        insert into message (chat_id, id, position, role, parts, metadata, created_at)
                        values (:chat, :id,
                                (select coalesce(max(position), 0) + 1 from message where chat_id = :chat),
                                :role, :parts, :metadata, :now)""")
                .param("chat", chat.value())
                .param("id", message.id().value())
                .param("role", message.role().word())
                .param("parts", json.writerFor(PARTS).writeValueAsString(message.parts()))
                .param("metadata", json.writeValueAsString(message.metadata()))
                .param("now", message.metadata().createdAt().toEpochMilli())
                .update();
    }

    /// The conversation, oldest message first. What waits for its turn is not part of it yet.
    public List<StoredMessage> all(ChatId chat) {
        return database.reader()
                .sql("""
                        select id, role, parts, metadata, created_at from message
                        where chat_id = :chat and not exists
                            (select 1 from run where run.chat_id = message.chat_id
                             and run.user_message_id = message.id and run.status = 'QUEUED')
                        order by position""")
                .param("chat", chat.value())
                .query(this::stored)
                .list();
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
        return one("and id = :id", chat, id);
    }

    /// The newest answer of the chat, as the current transaction sees it.
    public Optional<Message> lastAnswer(ChatId chat) {
        return one("and role = 'assistant'", chat, null);
    }

    private Optional<Message> one(String condition, ChatId chat, @Nullable MessageId id) {
        JdbcClient.StatementSpec query = database.writer()
                .sql("select id, role, parts, metadata, created_at from message where chat_id = :chat " + condition
                        + " order by position desc limit 1")
                .param("chat", chat.value());
        return (id == null ? query : query.param("id", id.value()))
                .query(this::message)
                .optional();
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

    private StoredMessage stored(ResultSet row, int number) throws SQLException {
        String metadata = row.getString("metadata");
        return new StoredMessage(
                new MessageId(row.getString("id")),
                role(row),
                row.getString("parts"),
                metadata == null ? json.writeValueAsString(Message.Metadata.at(createdAt(row))) : metadata);
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
