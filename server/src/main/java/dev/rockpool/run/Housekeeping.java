package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.storage.Database;
import dev.rockpool.storage.Vendor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Keeps runs honest over time: runs of dead nodes, queues nobody serves, time limits, and what is no longer needed.
/// Every node does all of it; whoever comes second finds it done.
@Component
@EnableScheduling
class Housekeeping implements SmartInitializingSingleton {

    private static final Duration TITLE_PATIENCE = Duration.ofMinutes(10);
    private static final Instant WHATEVER_THE_LEASE = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final Database database;
    private final ChatRepository chats;
    private final RunRepository runs;
    private final RunStore store;
    private final RunEngine engine;
    private final SessionEraser eraser;
    private final RunSettings settings;
    private final Clock clock;

    Housekeeping(
            Database database,
            ChatRepository chats,
            RunRepository runs,
            RunStore store,
            RunEngine engine,
            SessionEraser eraser,
            RunSettings settings,
            Clock clock) {
        this.database = database;
        this.chats = chats;
        this.runs = runs;
        this.store = store;
        this.engine = engine;
        this.eraser = eraser;
        this.settings = settings;
        this.clock = clock;
    }

    /// Before the first request: a SQLite file has one server, so a run still marked as running is a dead
    /// one's.
    @Override
    public void afterSingletonsInstantiated() {
        if (database.vendor() == Vendor.SQLITE) {
            interrupt(runs.expired(WHATEVER_THE_LEASE), WHATEVER_THE_LEASE);
            database.inTransaction(() -> chats.settleTitlesOlderThan(clock.instant()));
        }
    }

    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
    void lookAfterRuns() {
        interruptRunsOfDeadNodes();
        beginStalledQueues();
    }

    /// Those of this node are its own affair: after a pause it renews their leases, unless another was faster.
    void interruptRunsOfDeadNodes() {
        interrupt(
                runs.expired(clock.instant()).stream()
                        .filter(run -> engine.find(run.id()).isEmpty())
                        .toList(),
                clock.instant());
    }

    private void interrupt(List<Run> abandoned, Instant expiry) {
        for (Run run : abandoned) {
            RunStore.Interrupted interrupted =
                    database.inTransaction(() -> store.interrupt(run, expiry, engine.accepts()));
            if (interrupted.claimed()) {
                log.info("run={} chat={} was left by its server and is interrupted", run.id(), run.chat());
            }
            interrupted.next().ifPresent(engine::launchNext);
        }
    }

    /// Begins what waits in chats in which nothing is on: its server was stopped, or died.
    void beginStalledQueues() {
        if (!engine.accepts()) {
            return;
        }
        for (ChatId chat : runs.stalledQueues()) {
            database.inTransaction(() -> store.startStalled(chat)).ifPresent(engine::launchNext);
        }
    }

    /// Does not wait for the first look: what waited goes on as soon as the server is there.
    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        beginStalledQueues();
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void endWhatTakesTooLong() {
        engine.stopOlderThan(settings.timeLimit(), clock.instant());
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void forgetOldEvents() {
        Instant now = clock.instant();
        database.inTransaction(() -> {
            runs.deleteEvents(now.minus(settings.keptEvents()));
            chats.settleTitlesOlderThan(now.minus(TITLE_PATIENCE));
        });
    }

    /// On a thread of its own: a gateway that is slow must not hold up the other jobs, which share one.
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT10S")
    void eraseSessions() {
        eraser.eraseSoon();
    }
}
