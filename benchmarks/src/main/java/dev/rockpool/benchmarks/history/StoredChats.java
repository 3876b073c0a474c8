package dev.rockpool.benchmarks.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Chats written straight into a server's database, the same ones each time: waiting for a hundred thousand
/// answers would take hours.
final class StoredChats implements AutoCloseable {

    private static final long FIRST_DAY = 1_735_689_600_000L;
    private static final long YEAR_MS = 365L * 24 * 60 * 60 * 1_000;
    private static final int ROWS_PER_BATCH = 2_000;
    private static final List<String> SUBJECTS = List.of(
            "Tide tables for the week", "Why the build is red", "A letter to the landlord", "Naming the new service");

    private final Connection connection;
    private final Random random = new Random(20_260_101);

    StoredChats(String jdbcUrl) throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl);
        connection.setAutoCommit(false);
    }

    void account(String account) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into account (id, role, created_at) values (?, 'guest', ?)")) {
            insert.setString(1, account);
            insert.setLong(2, FIRST_DAY);
            insert.executeUpdate();
        }
        connection.commit();
    }

    /// An account nobody signs in to.
    String stranger() throws SQLException {
        String account = uuid();
        account(account);
        return account;
    }

    /// Adds chats spread over a year, each with one run that has ended.
    ///
    /// @return their ids, oldest first
    List<String> chats(String account, int count) throws SQLException {
        List<String> ids = new ArrayList<>();
        String chatSql = "insert into chat (id, account_id, title, visibility, created_at, updated_at, "
                + "openclaw_session_key, agent_id, changed_at, version) values (?, ?, ?, 'private', ?, ?, ?, 'main', ?, 3)";
        String runSql = "insert into run (id, chat_id, user_message_id, assistant_message_id, status, created_at, "
                + "ended_at) values (?, ?, ?, ?, 'FINISHED', ?, ?)";
        try (PreparedStatement chat = connection.prepareStatement(chatSql);
                PreparedStatement run = connection.prepareStatement(runSql)) {
            for (int i = 0; i < count; i++) {
                String id = uuid();
                long time = FIRST_DAY + YEAR_MS / count * i;
                set(chat, id, account, SUBJECTS.get(i % SUBJECTS.size()) + " " + i, time, time, "webchat-" + id, time);
                set(run, uuid(), id, uuid(), uuid(), time, time);
                ids.add(id);
                if (i % ROWS_PER_BATCH == ROWS_PER_BATCH - 1 || i == count - 1) {
                    chat.executeBatch();
                    run.executeBatch();
                }
            }
        }
        connection.commit();
        return ids;
    }

    /// Adds messages to a chat, a question first, then answers and questions in turn.
    void messages(String chat, List<String> bodies) throws SQLException {
        String sql = "insert into message (chat_id, id, position, role, parts, metadata, created_at) "
                + "values (?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < bodies.size(); i++) {
                boolean asked = i % 2 == 0;
                String metadata = asked ? SampleMessages.asked() : SampleMessages.answered(uuid());
                set(insert, chat, uuid(), i + 1, asked ? "user" : "assistant", bodies.get(i), metadata, FIRST_DAY + i);
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    /// Has the database look at what it holds, as it would by itself after a while.
    void settle(String statement) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement settling = connection.createStatement()) {
            settling.execute(statement);
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
