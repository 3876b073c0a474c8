package dev.rockpool.run;

import dev.rockpool.storage.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the events of this node's runs into the database: one thread, one transaction for all runs at a
/// time.
///
/// It writes every 50 ms, and less often (up to 250 ms apart) when writing takes long, so that durability
/// stays a small share of the work. A run that ends is written at once, its answer in the same transaction
/// as its last events; only then do readers see the end.
final class EventLogWriter implements AutoCloseable {

    static final Duration SHORTEST_GAP = Duration.ofMillis(50);
    static final Duration LONGEST_GAP = Duration.ofMillis(250);

    /// Writing takes at most one part in so many of the time.
    private static final int SHARE = 10;

    private static final Duration CLOSING_TIME = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(EventLogWriter.class);

    private final Database database;
    private final RunRepository runs;
    private final RunStore store;
    private final Supplier<Collection<ActiveRun>> active;
    private final Listener listener;

    private final ConcurrentLinkedQueue<Ending> endings = new ConcurrentLinkedQueue<>();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean draining;
    private volatile boolean closing;
    private @Nullable Thread thread;

    /// Is told what has been stored.
    interface Listener {

        /// The run's end is stored and known to its readers. Called on the writing thread, so it must
        /// neither wait nor throw.
        ///
        /// @param next the run that follows it in its chat, already `RUNNING`
        void ended(ActiveRun run, RunEvent.End end, Optional<Run> next);
    }

    private record Ending(ActiveRun run, RunEvent.End end) {}

    private record Work(ActiveRun run, RunRepository.Batch batch, RunEvent.@Nullable End end) {}

    /// @param active the runs of this node
    EventLogWriter(
            Database database,
            RunRepository runs,
            RunStore store,
            Supplier<Collection<ActiveRun>> active,
            Listener listener) {
        this.database = database;
        this.runs = runs;
        this.store = store;
        this.active = active;
        this.listener = listener;
    }

    void start() {
        draining = false;
        closing = false;
        thread = Thread.ofPlatform().name("event-log").daemon().start(this::run);
    }

    /// Ends a run, once: from now on its log takes no more events, and it will be stored with what is
    /// there.
    void end(ActiveRun run, RunEvent.End end) {
        if (run.claimEnd()) {
            run.log().seal();
            endings.add(new Ending(run, end));
            wake.release();
        }
    }

    /// From now on a run that ends is followed by none: what waits in its chat is begun after the next
    /// start.
    void drain() {
        draining = true;
    }

    private void run() {
        long lastRound = System.nanoTime();
        long gap = SHORTEST_GAP.toNanos();
        while (!closing || !endings.isEmpty()) {
            awaitWork(lastRound + gap - System.nanoTime());
            long start = System.nanoTime();
            boolean fullRound = start - lastRound >= gap || closing;
            write(fullRound);
            if (fullRound) {
                lastRound = System.nanoTime();
                gap = Math.clamp((lastRound - start) * SHARE, SHORTEST_GAP.toNanos(), LONGEST_GAP.toNanos());
            }
        }
    }

    private void awaitWork(long nanos) {
        try {
            if (wake.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    private void write(boolean everyRun) {
        List<Work> work = collect(everyRun);
        if (work.isEmpty()) {
            return;
        }
        Map<RunId, Run> next;
        try {
            next = store(work);
        } catch (RuntimeException e) {
            // One bad run, such as one deleted this moment, must not hold up the others.
            work.forEach(this::writeAlone);
            return;
        }
        done(work, next);
    }

    private void writeAlone(Work work) {
        Map<RunId, Run> next;
        try {
            next = store(List.of(work));
        } catch (RuntimeException e) {
            log.warn(
                    "run={} could not be stored and will be tried again: {}",
                    work.run().run().id(),
                    e.toString());
            if (work.end() != null) {
                endings.add(new Ending(work.run(), work.end()));
            }
            return;
        }
        done(List.of(work), next);
    }

    private List<Work> collect(boolean everyRun) {
        Map<RunId, Ending> ending = new HashMap<>();
        for (Ending next = endings.poll(); next != null; next = endings.poll()) {
            ending.put(next.run().run().id(), next);
        }
        List<Work> work = new ArrayList<>();
        ending.values().forEach(last -> work.add(workFor(last.run(), last.end())));
        if (everyRun) {
            active.get().stream()
                    .filter(run -> !ending.containsKey(run.run().id()))
                    .map(run -> workFor(run, null))
                    .filter(candidate -> !candidate.batch().events().isEmpty())
                    .forEach(work::add);
        }
        return work;
    }

    private static Work workFor(ActiveRun run, RunEvent.@Nullable End end) {
        List<RunEvent> events = run.log().after(run.stored());
        if (end != null) {
            events = new ArrayList<>(events);
            events.add(end);
        }
        return new Work(run, new RunRepository.Batch(run.run().id(), run.stored() + 1, events), end);
    }

    private Map<RunId, Run> store(List<Work> work) {
        return database.inTransaction(() -> {
            Map<RunId, Run> next = new HashMap<>();
            for (Work item : work) {
                if (item.end() != null) {
                    store.finish(item.run().run(), item.run().log().after(0), item.end(), !draining)
                            .ifPresent(run -> next.put(item.run().run().id(), run));
                }
            }
            runs.insertEvents(work.stream().map(Work::batch).toList());
            return next;
        });
    }

    private void done(List<Work> work, Map<RunId, Run> next) {
        for (Work item : work) {
            item.run().stored(item.run().stored() + item.batch().events().size());
            if (item.end() != null) {
                item.run().log().end(item.end());
                listener.ended(
                        item.run(),
                        item.end(),
                        Optional.ofNullable(next.get(item.run().run().id())));
            }
        }
    }

    /// Stores what is left and stops; waits at most ten seconds.
    @Override
    public void close() {
        closing = true;
        wake.release();
        try {
            if (thread != null) {
                thread.join(CLOSING_TIME);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
