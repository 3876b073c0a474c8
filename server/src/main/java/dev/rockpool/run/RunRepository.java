package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.cluster.NodeId;
import dev.rockpool.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rows of runs and their events. Methods that write join the caller's transaction, which must hold the
/// chat's lock.
@Repository
class RunRepository {

    private static final String COLUMNS =
            "id, chat_id, user_message_id, assistant_message_id, status, retry, created_at";
    private static final String OF_THIS_CHAT = "select " + COLUMNS + " from run where chat_id = :chat ";

    private final Database database;
    private final EventCodec codec;
    private final NodeId node;

    RunRepository(Database database, EventCodec codec, NodeId node) {
        this.database = database;
        this.codec = codec;
        this.node = node;
    }

    /// Events of one run that are next to each other.
    record Batch(RunId run, long firstSeq, List<RunEvent> events) {}

    void insert(Run run, Instant leaseUntil) {
        database.writer()
                .sql("""
                        insert into run (id, chat_id, user_message_id, assistant_message_id, status, retry, node_id,
                                         lease_until, created_at)
                        values (:id, :chat, :user, :assistant, :status, :retry, :node, :lease, :now)""")
                .param("id", run.id().value())
                .param("chat", run.chat().value())
                .param("user", run.userMessage().value())
                .param("assistant", run.assistantMessage().value())
                .param("status", run.status().name())
                .param("retry", run.retry() ? 1 : 0)
                .param("node", node.value())
                .param("lease", leaseUntil.toEpochMilli())
                .param("now", run.createdAt().toEpochMilli())
                .update();
    }

    /// Takes a waiting run for this node, unless another node has.
    boolean start(RunId run, Instant leaseUntil) {
        return database.writer()
                        .sql("""
                                update run set status = 'RUNNING', node_id = :node, lease_until = :lease
                                where id = :id and status = 'QUEUED'""")
                        .param("node", node.value())
                        .param("lease", leaseUntil.toEpochMilli())
                        .param("id", run.value())
                        .update()
                == 1;
    }

    /// Ends a running run, unless it is ended or gone.
    boolean end(RunId run, RunStatus status, Instant now) {
        return database.writer()
                        .sql("update run set status = :status, ended_at = :now where id = :id and status = 'RUNNING'")
                        .param("status", status.name())
                        .param("now", now.toEpochMilli())
                        .param("id", run.value())
                        .update()
                == 1;
    }

    /// The newest run that was asked for by this message, as the current transaction sees it.
    Optional<Run> ofMessage(ChatId chat, MessageId message) {
        return database.writer()
                .sql(OF_THIS_CHAT + "and user_message_id = :message order by created_at desc, id desc limit 1")
                .param("chat", chat.value())
                .param("message", message.value())
                .query(RunRepository::run)
                .optional();
    }

    /// The newest run of the chat, as the current transaction sees it.
    Optional<Run> newest(ChatId chat) {
        return one(database.writer(), chat, "order by created_at desc, id desc limit 1");
    }

    /// The run that is to be started next, as the current transaction sees it.
    Optional<Run> nextQueued(ChatId chat) {
        return one(database.writer(), chat, "and status = 'QUEUED' order by queue_rank, created_at, id limit 1");
    }

    /// The run, however it stands.
    Optional<Run> find(RunId run) {
        return database.reader()
                .sql("select " + COLUMNS + " from run where id = :id")
                .param("id", run.value())
                .query(RunRepository::run)
                .optional();
    }

    /// The run that is on or, before it is, the one that waits first.
    Optional<Run> open(ChatId chat) {
        return one(database.reader(), chat, """
                and status in ('RUNNING', 'QUEUED')
                order by case status when 'RUNNING' then 0 else 1 end, queue_rank, created_at, id limit 1""");
    }

    /// The runs of these chats that are on or waiting, in the order of their turns.
    List<Run> open(Collection<ChatId> chats) {
        String sql = "select " + COLUMNS + """
                 from run where chat_id in (:chats) and status in ('RUNNING', 'QUEUED')
                order by chat_id, case status when 'RUNNING' then 0 else 1 end, queue_rank, created_at, id""";
        return database.reader()
                .sql(sql)
                .param("chats", chats.stream().map(ChatId::value).toList())
                .query(RunRepository::run)
                .list();
    }

    /// How many runs of the chat are on or waiting, as the current transaction sees it.
    long countOpen(ChatId chat) {
        return database.writer()
                .sql("select count(*) from run where chat_id = :chat and status in ('RUNNING', 'QUEUED')")
                .param("chat", chat.value())
                .query(Long.class)
                .single();
    }

    private static Optional<Run> one(JdbcClient client, ChatId chat, String condition) {
        return client.sql(OF_THIS_CHAT + condition)
                .param("chat", chat.value())
                .query(RunRepository::run)
                .optional();
    }

    /// Prolongs the lease of every run of this node.
    void renewLeases(Instant until) {
        database.writer()
                .sql("update run set lease_until = :until where status = 'RUNNING' and node_id = :node")
                .param("until", until.toEpochMilli())
                .param("node", node.value())
                .update();
    }

    /// Running runs whose lease ran out before `now`.
    List<Run> expired(Instant now) {
        return database.reader()
                .sql("select " + COLUMNS + " from run where status = 'RUNNING' and lease_until < :now")
                .param("now", now.toEpochMilli())
                .query(RunRepository::run)
                .list();
    }

    /// Chats in which a run waits although none is on.
    List<ChatId> stalledQueues() {
        return database.reader()
                .sql("""
                        select distinct chat_id from run waiting where status = 'QUEUED' and not exists
                            (select 1 from run where chat_id = waiting.chat_id and status = 'RUNNING')""")
                .query((row, number) -> new ChatId(row.getString("chat_id")))
                .list();
    }

    /// Adds events; those of a run that is gone are left out.
    void insertEvents(List<Batch> batches) {
        String sql = """
                insert into run_event (run_id, first_seq, last_seq, events)
                select id, :first, :last, :events from run where id = :run""";
        database.batches().batchUpdate(sql, batches.stream().map(this::row).toArray(Map[]::new));
    }

    private Map<String, Object> row(Batch batch) {
        return Map.of(
                "run", batch.run().value(),
                "first", batch.firstSeq(),
                "last", batch.firstSeq() + batch.events().size() - 1,
                "events", codec.encode(batch.events()));
    }

    /// The stored events of a run in order, those after number `seq`.
    List<RunEvent> eventsAfter(RunId run, long seq) {
        return database
                .reader()
                .sql("""
                        select first_seq, events from run_event where run_id = :run and last_seq > :seq
                        order by first_seq""")
                .param("run", run.value())
                .param("seq", seq)
                .query((row, number) -> after(seq, row.getLong("first_seq"), codec.decode(row.getString("events"))))
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    static List<RunEvent> after(long seq, long firstSeq, List<RunEvent> events) {
        long unwanted = Math.clamp(seq - firstSeq + 1, 0, events.size());
        return events.subList(Math.toIntExact(unwanted), events.size());
    }

    /// Forgets the events of runs that ended before `before`.
    int deleteEvents(Instant before) {
        String sql = """
                delete from run_event
                where exists (select 1 from run where run.id = run_event.run_id and run.ended_at < :before)""";
        return database.writer().sql(sql).param("before", before.toEpochMilli()).update();
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        return new Run(
                new RunId(row.getString("id")),
                new ChatId(row.getString("chat_id")),
                new MessageId(row.getString("user_message_id")),
                new MessageId(row.getString("assistant_message_id")),
                RunStatus.valueOf(row.getString("status")),
                row.getInt("retry") != 0,
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
