package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcement.Topic;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.cluster.NodeId;
import dev.rockpool.storage.Database;
import dev.rockpool.storage.Vendor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rows of runs and their events. Methods that write join the caller's transaction, which must hold the
/// chat's lock.
@Repository
class RunRepository {

    private static final String COLUMNS =
            "id, chat_id, branch, user_message_id, assistant_message_id, status, retry, created_at";
    private static final String LATEST_FIRST = """
            order by case status when 'RUNNING' then 0 when 'QUEUED' then 1 else 2 end,
                     ended_at desc, queue_rank, created_at, id""";
    private static final String THIS_BRANCH = "and branch = (select branch from chat where chat.id = run.chat_id) ";
    private static final String OF_THIS_CHAT = "select " + COLUMNS + " from run where chat_id = :chat ";

    private final Database database;
    private final EventCodec codec;
    private final NodeId node;
    private final Announcements announcements;

    RunRepository(Database database, EventCodec codec, NodeId node, Announcements announcements) {
        this.database = database;
        this.codec = codec;
        this.node = node;
        this.announcements = announcements;
    }

    /// Events of one run that are next to each other.
    record Batch(RunId run, long firstSeq, List<RunEvent> events) {}

    void insert(Run run, Instant leaseUntil) {
        database.writer()
                .sql("""
                        insert into run (id, chat_id, branch, user_message_id, assistant_message_id, status, retry,
                                         node_id, lease_until, created_at)
                        values (:id, :chat, :branch, :user, :assistant, :status, :retry, :node, :lease, :now)""")
                .param("id", run.id().value())
                .param("chat", run.chat().value())
                .param("branch", run.branch())
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

    /// Ends a running run of this node, unless it is this node's no more.
    boolean end(RunId run, RunStatus status, Instant now) {
        return database.writer()
                        .sql("""
                                update run set status = :status, ended_at = :now
                                where id = :id and status = 'RUNNING' and node_id = :node""")
                        .param("status", status.name())
                        .param("now", now.toEpochMilli())
                        .param("id", run.value())
                        .param("node", node.value())
                        .update()
                == 1;
    }

    /// Takes a run from a node whose lease on it ran out before `expiry`, and ends it as interrupted, unless another
    /// node was first. From then on nobody can add events to it but with [#insertEnd].
    boolean claim(RunId run, Instant expiry, Instant now) {
        return database.writer()
                        .sql("""
                                update run set status = 'INTERRUPTED', ended_at = :now
                                where id = :id and status = 'RUNNING' and lease_until < :expiry""")
                        .param("now", now.toEpochMilli())
                        .param("id", run.value())
                        .param("expiry", expiry.toEpochMilli())
                        .update()
                == 1;
    }

    /// Leaves word for the run's node that it is to be stopped.
    void askToStop(RunId run) {
        database.writer()
                .sql("update run set stop_asked = 1 where id = :id and status = 'RUNNING'")
                .param("id", run.value())
                .update();
        announcements.announce(Announcement.aboutRun(Topic.STOP, run.value()));
    }

    /// Puts a waiting run before all others of its chat.
    void putFirst(Run run) {
        database.writer()
                .sql("""
                        update run set queue_rank =
                            (select min(queue_rank) - 1 from run where chat_id = :chat and status = 'QUEUED')
                        where id = :id""")
                .param("chat", run.chat().value())
                .param("id", run.id().value())
                .update();
    }

    /// Takes a waiting run away.
    void deleteWaiting(RunId run) {
        database.writer()
                .sql("delete from run where id = :id and status = 'QUEUED'")
                .param("id", run.value())
                .update();
        announcements.announce(Announcement.aboutRun(Topic.EVENTS, run.value()));
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

    /// Whether a run on this branch of the chat was to become a message of this id, as the current transaction sees
    /// it.
    boolean hasAnswer(ChatId chat, int branch, MessageId answer) {
        return database.writer()
                        .sql("""
                                select count(*) from run
                                where chat_id = :chat and branch = :branch and assistant_message_id = :answer""")
                        .param("chat", chat.value())
                        .param("branch", branch)
                        .param("answer", answer.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// The run that says how the chat stands, on its current branch: the one that is on, else the
    /// one that waits first, else the one that ended last; as the current transaction sees it.
    Optional<Run> latest(ChatId chat) {
        return one(database.writer(), chat, THIS_BRANCH + LATEST_FIRST + " limit 1");
    }

    /// The run that is on, as the current transaction sees it.
    Optional<Run> running(ChatId chat) {
        return one(database.writer(), chat, "and status = 'RUNNING'");
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

    /// A run whose lease was renewed.
    record Renewed(RunId run, boolean stopAsked) {}

    /// Prolongs the leases of those of `runs` that are still running here.
    List<Renewed> renewLeases(List<RunId> runs, Instant until) {
        return database.writer()
                .sql("""
                        update run set lease_until = :until
                        where id in (:ids) and status = 'RUNNING' and node_id = :node returning id, stop_asked""")
                .param("until", until.toEpochMilli())
                .param("ids", runs.stream().map(RunId::value).toList())
                .param("node", node.value())
                .query((row, number) -> new Renewed(new RunId(row.getString("id")), row.getInt("stop_asked") != 0))
                .list();
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

    /// Adds events of runs this node answers. On PostgreSQL the runs stay locked until the transaction ends, so that no
    /// other node ends one in between.
    ///
    /// @return the runs that are not this node's any more; their events are left out
    Set<RunId> insertEvents(List<Batch> batches) {
        String sql = """
                insert into run_event (run_id, first_seq, last_seq, events)
                select id, :first, :last, :events from run
                where id = :run and status = 'RUNNING' and node_id = :node""";
        String lock = database.vendor() == Vendor.POSTGRESQL ? " for share" : "";
        int[] added = database.batches()
                .batchUpdate(sql + lock, batches.stream().map(this::row).toArray(Map[]::new));
        Set<RunId> refused = new HashSet<>();
        for (int i = 0; i < added.length; i++) {
            RunId run = batches.get(i).run();
            if (added[i] == 0) {
                refused.add(run);
            } else {
                announceEvents(run);
            }
        }
        return refused;
    }

    /// Adds the end of a run this node has claimed.
    void insertEnd(RunId run, long seq, RunEvent.End end) {
        database.writer()
                .sql("insert into run_event (run_id, first_seq, last_seq, events) values (:run, :seq, :seq, :events)")
                .param("run", run.value())
                .param("seq", seq)
                .param("events", codec.encode(List.of(end)))
                .update();
        announceEvents(run);
    }

    /// Tells other nodes; here the run's readers share its log.
    private void announceEvents(RunId run) {
        if (database.vendor() == Vendor.POSTGRESQL) {
            announcements.announce(Announcement.aboutRun(Topic.EVENTS, run.value()));
        }
    }

    /// The number of the last stored event, as the current transaction sees it; 0 when there is none.
    long lastSeq(RunId run) {
        return database.writer()
                .sql("select coalesce(max(last_seq), 0) from run_event where run_id = :run")
                .param("run", run.value())
                .query(Long.class)
                .single();
    }

    private Map<String, Object> row(Batch batch) {
        return Map.of(
                "node", node.value(),
                "run", batch.run().value(),
                "first", batch.firstSeq(),
                "last", batch.firstSeq() + batch.events().size() - 1,
                "events", codec.encode(batch.events()));
    }

    /// The stored events of a run in order, those after number `seq`.
    List<RunEvent> eventsAfter(RunId run, long seq) {
        return eventsAfter(database.reader(), run, seq);
    }

    /// All stored events of a run in order, as the current transaction sees them.
    List<RunEvent> eventsNow(RunId run) {
        return eventsAfter(database.writer(), run, 0);
    }

    private List<RunEvent> eventsAfter(JdbcClient client, RunId run, long seq) {
        return client
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

    /// How a run stands, and what was stored of it after a known event.
    record Progress(RunId run, RunStatus status, List<RunEvent> events) {

        Optional<RunEvent.End> end() {
            return !events.isEmpty() && events.getLast() instanceof RunEvent.End end
                    ? Optional.of(end)
                    : Optional.empty();
        }
    }

    /// What was stored of these runs after the events with these numbers, each of which must be the last of a batch (or
    /// 0). A run that is gone is left out.
    List<Progress> progress(Map<RunId, Long> known) {
        List<Map.Entry<RunId, Long>> wanted = List.copyOf(known.entrySet());
        String values =
                String.join(", ", Collections.nCopies(wanted.size(), "(cast(? as varchar(36)), cast(? as bigint))"));
        String sql = """
                with wanted (run_id, seq) as (values %s)
                select run.id, run.status, run_event.events from wanted
                join run on run.id = wanted.run_id
                left join run_event on run_event.run_id = wanted.run_id and run_event.first_seq > wanted.seq
                order by run.id, run_event.first_seq""";
        List<Object> params = new ArrayList<>();
        wanted.forEach(entry -> params.addAll(List.of(entry.getKey().value(), entry.getValue())));
        List<Progress> rows = database.reader()
                .sql(sql.formatted(values))
                .params(params)
                .query(this::progressRow)
                .list();
        return joined(rows);
    }

    private Progress progressRow(ResultSet row, int number) throws SQLException {
        String events = row.getString("events");
        return new Progress(
                new RunId(row.getString("id")),
                RunStatus.valueOf(row.getString("status")),
                events == null ? List.of() : codec.decode(events));
    }

    private static List<Progress> joined(List<Progress> rows) {
        Map<RunId, Progress> byRun = new LinkedHashMap<>();
        for (Progress row : rows) {
            byRun.merge(row.run(), row, (before, after) -> {
                List<RunEvent> events = new ArrayList<>(before.events());
                events.addAll(after.events());
                return new Progress(row.run(), row.status(), events);
            });
        }
        return List.copyOf(byRun.values());
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
                row.getInt("branch"),
                new MessageId(row.getString("user_message_id")),
                new MessageId(row.getString("assistant_message_id")),
                RunStatus.valueOf(row.getString("status")),
                row.getInt("retry") != 0,
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
