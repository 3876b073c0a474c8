package dev.rockpool.cluster;

import dev.rockpool.storage.Database;
import dev.rockpool.storage.OwnConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Carries announcements between nodes by PostgreSQL's `NOTIFY` and `LISTEN`: one thread tells what this node
/// announced, one batch at a time, the other hears what other nodes did, on a connection of its own.
///
/// A connection that breaks is replaced; what was said meanwhile is lost, and whoever listens is told so.
final class PostgresLink implements SmartLifecycle {

    static final String CHANNEL = "rockpool";

    private static final Duration LISTENING = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /// Bound for what waits to be told while the database is away; more is dropped, others look for themselves.
    private static final int MAX_WAITING = 1_000;

    private static final Logger log = LoggerFactory.getLogger(PostgresLink.class);

    private final LocalAnnouncements local;
    private final OwnConnections connections;
    private final Database database;
    private final NodeId node;

    private final LinkedBlockingQueue<List<Announcement>> outgoing = new LinkedBlockingQueue<>(MAX_WAITING);
    private volatile @Nullable Thread speaker;
    private volatile @Nullable Thread listener;
    private volatile @Nullable Connection hearing;

    PostgresLink(LocalAnnouncements local, OwnConnections connections, Database database, NodeId node) {
        this.local = local;
        this.connections = connections;
        this.database = database;
        this.node = node;
    }

    private void speak() {
        try {
            while (speaker == Thread.currentThread()) {
                List<Announcement> said = new ArrayList<>(outgoing.take());
                List<List<Announcement>> more = new ArrayList<>();
                outgoing.drainTo(more);
                more.forEach(said::addAll);
                say(said.stream().distinct().toList());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(List<Announcement> said) {
        try {
            for (String payload : Payload.of(node.value(), said)) {
                database.writer()
                        .sql("select pg_notify(:channel, :payload)")
                        .param("channel", CHANNEL)
                        .param("payload", payload)
                        .query((row, number) -> true)
                        .list();
            }
        } catch (RuntimeException e) {
            log.info("{} announcements did not reach other nodes, which will look: {}", said.size(), e.toString());
        }
    }

    private void listen() {
        Duration pause = FIRST_PAUSE;
        boolean heardBefore = false;
        while (isListening()) {
            try (Connection connection = connections.open()) {
                hearing = connection;
                begin(connection);
                pause = FIRST_PAUSE;
                if (heardBefore) {
                    local.missed();
                }
                heardBefore = true;
                hearFrom(connection);
            } catch (SQLException | RuntimeException e) {
                if (isListening()) {
                    log.info("other nodes cannot be heard for now: {}", e.toString());
                }
            }
            pause = rest(pause);
        }
    }

    private boolean isListening() {
        return listener == Thread.currentThread();
    }

    private static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
    }

    private void hearFrom(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (isListening()) {
            PGNotification[] heard = postgres.getNotifications(Math.toIntExact(LISTENING.toMillis()));
            if (heard != null && heard.length > 0) {
                hear(heard);
            } else if (!connection.isValid(Math.toIntExact(PATIENCE.toSeconds()))) {
                throw new SQLException("The connection is silent and does not answer.");
            }
        }
    }

    private void hear(PGNotification[] heard) {
        for (PGNotification notification : heard) {
            local.fromElsewhere(Payload.read(node.value(), notification.getParameter()));
        }
    }

    /// Waits before the next attempt.
    ///
    /// @return how long to wait the time after
    private Duration rest(Duration pause) {
        try {
            if (isListening()) {
                TimeUnit.MILLISECONDS.sleep(
                        pause.toMillis() + ThreadLocalRandom.current().nextLong(pause.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    @Override
    public void start() {
        // Known before they run: each looks whether it is still the one.
        Thread speaking = Thread.ofPlatform().name("cluster-speaker").daemon().unstarted(this::speak);
        Thread listening = Thread.ofPlatform().name("cluster-listener").daemon().unstarted(this::listen);
        speaker = speaking;
        listener = listening;
        speaking.start();
        listening.start();
        local.forwardTo(batch -> {
            if (!outgoing.offer(batch)) {
                log.debug("{} announcements are dropped, as the database does not take them", batch.size());
            }
        });
    }

    @Override
    public void stop() {
        local.forwardTo(_ -> {});
        Thread speaking = speaker;
        Thread listening = listener;
        speaker = null;
        listener = null;
        interrupt(speaking);
        interrupt(listening);
        // The driver does not listen to interrupts.
        try (Connection connection = hearing) {
            log.debug("leaves {}", connection);
        } catch (SQLException e) {
            log.debug("the listening connection could not be closed: {}", e.toString());
        }
    }

    private static void interrupt(@Nullable Thread thread) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    /// Among the last to stop, so that word of the last ends gets out.
    @Override
    public int getPhase() {
        return LocalAnnouncements.PHASE - 1;
    }
}
