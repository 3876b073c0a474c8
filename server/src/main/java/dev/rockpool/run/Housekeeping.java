package dev.rockpool.run;

import dev.rockpool.chat.ChatRepository;
import dev.rockpool.storage.Database;
import dev.rockpool.storage.Vendor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Keeps runs honest over time: leases, runs of dead nodes, time limits, and what is no longer needed.
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
            interrupt(runs.expired(WHATEVER_THE_LEASE));
            database.inTransaction(() -> chats.settleTitlesOlderThan(clock.instant()));
        }
    }

    /// Begins what waited when the server went down.
    @EventListener(ApplicationReadyEvent.class)
    void beginStalledQueues() {
        runs.stalledQueues()
                .forEach(chat -> database.inTransaction(() -> chats.lock(chat).flatMap(_ -> store.startNext(chat)))
                        .ifPresent(engine::launchNext));
    }

    @Scheduled(fixedDelayString = "PT5S")
    void renewLeases() {
        database.inTransaction(() -> runs.renewLeases(clock.instant().plus(settings.lease())));
    }

    @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
    void interruptRunsOfDeadNodes() {
        interrupt(runs.expired(clock.instant()));
    }

    private void interrupt(List<Run> abandoned) {
        for (Run run : abandoned) {
            log.info("run={} chat={} was left by its server and is interrupted", run.id(), run.chat());
            List<RunEvent> events = runs.eventsAfter(run.id(), 0);
            RunEvent.End end = RunEvent.End.interrupted(
                    "Rockpool was interrupted while this answer was being written. Press Retry to ask again.");
            Optional<Run> next = database.inTransaction(() -> store.finish(run, events, end, engine.isRunning()));
            next.ifPresent(engine::launchNext);
        }
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

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT10S")
    void eraseSessions() {
        eraser.erase();
    }
}
