package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcement.Topic;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Answers runs: each on a virtual thread of its own that talks to the gateway, whoever watches. It belongs
/// to the server, so no browser that leaves ever ends a run.
@Component
class RunEngine implements EventLogWriter.Listener, Announcements.Listener, SmartLifecycle {

    private static final Duration STOPPING_TIME = Duration.ofSeconds(10);
    private static final RunEvent.End SHUT_DOWN = RunEvent.End.interrupted(
            "Rockpool was shut down while this answer was being written. Press Retry to ask again.");
    private static final Logger log = LoggerFactory.getLogger(RunEngine.class);

    private final RunStore store;
    private final RunAnswerer answerer;
    private final RunLogs logs;
    private final Leases leases;
    private final MeterRegistry meters;
    private final RunSettings settings;
    private final Clock clock;

    private final Map<RunId, ActiveRun> active = new ConcurrentHashMap<>();
    private final EventLogWriter writer;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private volatile Phase phase = Phase.STOPPED;

    /// How far the engine is in its life.
    private enum Phase {
        /// Takes runs and starts what waits.
        RUNNING,
        /// Finishes what is on.
        DRAINING,
        /// Interrupts what is still on.
        LEAVING,
        /// Has nothing on.
        STOPPED
    }

    RunEngine(
            Database database,
            RunRepository runs,
            RunStore store,
            RunAnswerer answerer,
            RunLogs logs,
            Leases leases,
            Announcements announcements,
            MeterRegistry meters,
            RunSettings settings,
            Clock clock) {
        this.store = store;
        this.answerer = answerer;
        this.logs = logs;
        this.leases = leases;
        this.meters = meters;
        this.settings = settings;
        this.clock = clock;
        this.writer = new EventLogWriter(database, runs, store, active::values, this);
        announcements.listen(this);
        meters.gaugeMapSize("rockpool.runs.active", Tags.empty(), active);
    }

    /// Whether new runs are taken and waiting ones started.
    boolean accepts() {
        return phase == Phase.RUNNING;
    }

    /// Makes a run known in the transaction that stores it, so that readers find it from the moment it is
    /// there; a transaction that fails takes it back.
    ActiveRun register(Run run, boolean titleDue) {
        ActiveRun registered = new ActiveRun(run, titleDue, logs.local(run));
        active.put(run.id(), registered);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    active.remove(run.id());
                    logs.forget(run.id());
                }
            }
        });
        return registered;
    }

    /// The run, if this node is at work on it.
    Optional<ActiveRun> find(RunId run) {
        return Optional.ofNullable(active.get(run));
    }

    /// Begins a registered run.
    void launch(ActiveRun run, Turn turn) {
        inBackground(run, () -> answerer.answer(run, turn));
    }

    /// Begins a run that waited and that this node has just started in the database.
    void launchNext(Run run) {
        ActiveRun next = new ActiveRun(run, false, logs.local(run));
        active.put(run.id(), next);
        inBackground(next, () -> answerer.answer(next, store.turnOf(run)));
    }

    private interface Work {
        RunEvent.End answer();
    }

    private void inBackground(ActiveRun run, Work work) {
        Thread thread = Thread.ofVirtual().name("run-" + run.run().id()).unstarted(() -> {
            try {
                writer.end(run, work.answer());
            } catch (Problem e) {
                log.debug("run={} has nobody to answer any more: {}", run.run().id(), e.sentence());
                writer.end(run, RunEvent.End.stopped());
            } catch (RuntimeException e) {
                log.error("run={} broke off", run.run().id(), e);
                writer.end(run, RunEvent.End.failed("internal:run", "Rockpool failed at this answer. Press Retry."));
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        run.launch(clock.instant());
        threads.add(thread);
        thread.start();
        if (phase == Phase.LEAVING) {
            run.order(SHUT_DOWN);
        }
    }

    /// Stops the run if this node is at work on it.
    ///
    /// @return whether it is
    boolean stop(RunId run) {
        Optional<ActiveRun> found = find(run);
        found.ifPresent(mine -> mine.order(RunEvent.End.stopped()));
        return found.isPresent();
    }

    @Override
    public void heard(List<Announcement> batch) {
        batch.stream()
                .filter(what -> what.topic() == Topic.STOP)
                .flatMap(what -> find(new RunId(what.id())).stream())
                .forEach(this::lookWhetherToStop);
    }

    /// Word may come from anybody who may speak in the database; what counts is what stands there.
    private void lookWhetherToStop(ActiveRun run) {
        Background.start(
                "stop-" + run.run().id(), () -> leases.renew(List.of(run)).forEach(this::notRenewed));
    }

    /// Stops the runs of a chat that this node is at work on.
    ///
    /// @return completes once their ends are stored
    CompletableFuture<Void> stopAll(ChatId chat) {
        List<ActiveRun> stopped = active.values().stream()
                .filter(run -> run.run().chat().equals(chat))
                .toList();
        stopped.forEach(run -> run.order(RunEvent.End.stopped()));
        return allEnded(stopped);
    }

    private static CompletableFuture<Void> allEnded(List<ActiveRun> runs) {
        return CompletableFuture.allOf(runs.stream().map(ActiveRun::ended).toArray(CompletableFuture[]::new));
    }

    /// Ends runs that have been answered for longer than `limit`.
    void stopOlderThan(Duration limit, Instant now) {
        launched().stream()
                .filter(run -> run.launchedAt().plus(limit).isBefore(now))
                .forEach(run -> run.order(RunEvent.End.failed(
                        "timeout:run", "This answer took longer than a run may. What had arrived is kept.")));
    }

    private List<ActiveRun> launched() {
        return active.values().stream().filter(ActiveRun::launched).toList();
    }

    @Override
    public void ended(ActiveRun run, RunEvent.End end, Optional<Run> next) {
        forget(run);
        meters.counter("rockpool.runs.ended", "status", end.status().word()).increment();
        log.debug("run={} chat={} ended {}", run.run().id(), run.run().chat(), end.status());
        answerer.giveUpTitle(run);
        run.ended().complete(null);
        next.ifPresent(this::launchNext);
    }

    private boolean forget(ActiveRun run) {
        boolean known = active.remove(run.run().id(), run);
        if (known) {
            logs.forget(run.run().id());
        }
        return known;
    }

    /// Another node has ended it meanwhile, or it was deleted with its chat. Its readers see the end that is stored.
    @Override
    public void lost(ActiveRun run) {
        if (!forget(run)) {
            return;
        }
        run.claimEnd();
        run.order(RunEvent.End.stopped());
        run.log().seal();
        answerer.giveUpTitle(run);
        meters.counter("rockpool.runs.lost").increment();
        Background.start("lost-" + run.run().id(), () -> showStoredEnd(run));
    }

    private void showStoredEnd(ActiveRun run) {
        try {
            store.endOf(run.run().id()).ifPresent(end -> {
                log.debug(
                        "run={} chat={} was ended elsewhere {}",
                        run.run().id(),
                        run.run().chat(),
                        end.status());
                run.log().end(end);
            });
        } finally {
            run.log().cut();
            run.ended().complete(null);
        }
    }

    @Override
    public void renewLeases() {
        leases.renew(active.values()).forEach(this::notRenewed);
    }

    /// A run whose end this node is just storing is on no more either, but it is not lost: the writer ends it.
    private void notRenewed(ActiveRun run) {
        if (run.claimEnd()) {
            lost(run);
        }
    }

    @Override
    public void start() {
        writer.start();
        phase = Phase.RUNNING;
    }

    /// Lets answers go on for the time they are given, then ends what is still on as interrupted, its text kept, and
    /// stores it.
    @Override
    public void stop() {
        phase = Phase.DRAINING;
        writer.drain();
        int on = launched().size();
        if (on > 0) {
            log.info("{} answers are being written and have {} to end", on, settings.drain());
        }
        await(settings.drain());
        phase = Phase.LEAVING;
        List<ActiveRun> late = launched();
        if (on > 0) {
            log.info("{} answers ended, {} are interrupted", on - late.size(), late.size());
        }
        late.forEach(run -> run.order(SHUT_DOWN));
        await(STOPPING_TIME);
        writer.close();
        phase = Phase.STOPPED;
    }

    /// Waits until nothing is on, at most so long.
    private void await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            List<ActiveRun> on = launched();
            while (!on.isEmpty() && System.nanoTime() < deadline) {
                allEnded(on)
                        .completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                        .get();
                on = launched();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An end that is stored does not fail.", e);
        }
    }

    @Override
    public boolean isRunning() {
        return phase != Phase.STOPPED;
    }

    @Override
    public int getPhase() {
        return RunService.PHASE;
    }
}
