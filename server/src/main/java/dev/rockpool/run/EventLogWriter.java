package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.storage.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.CannotCreateTransactionException;

/// Carries the events of this node's runs into the database: one thread, one transaction for all runs at a
/// time.
///
/// It writes every 50 ms, and less often (up to 250 ms apart) when writing takes long, so that durability
/// stays a small share of the work. A run that ends is written at once, its answer in the same transaction
/// as its last events; only then do readers see the end. The leases of the runs are renewed on the same thread: a node
/// that cannot write must not keep them, and the two never wait for each other's locks.
final class EventLogWriter implements AutoCloseable {

    static final Duration SHORTEST_GAP = Duration.ofMillis(50);
    static final Duration LONGEST_GAP = Duration.ofMillis(250);

    /// Writing takes at most one part in so many of the time.
    private static final int SHARE = 10;

    private static final Comparator<ChatId> BY_VALUE = Comparator.comparing(ChatId::value);
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

        /// The run is this node's no more, and nothing of it was stored. Called as `ended` is.
        void lost(ActiveRun run);

        /// It is time to renew leases. Called on the writing thread too, and may throw.
        void renewLeases();
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
        long lastRenewal = lastRound;
        long gap = SHORTEST_GAP.toNanos();
        while (!closing || !endings.isEmpty()) {
            if (System.nanoTime() - lastRenewal >= Leases.RENEWAL.toNanos()) {
                lastRenewal = System.nanoTime();
                renewLeases();
            }
            awaitWork(lastRound + gap - System.nanoTime());
            long start = System.nanoTime();
            boolean fullRound = start - lastRound >= gap || closing;
            writeWhatever(fullRound);
            if (fullRound) {
                lastRound = System.nanoTime();
                gap = Math.clamp((lastRound - start) * SHARE, SHORTEST_GAP.toNanos(), LONGEST_GAP.toNanos());
            }
        }
    }

    /// Nothing may end this thread: without it no answer is stored any more.
    private void writeWhatever(boolean everyRun) {
        try {
            write(everyRun);
        } catch (RuntimeException e) {
            log.error("a round of storing answers broke off", e);
        }
    }

    private void renewLeases() {
        try {
            listener.renewLeases();
        } catch (RuntimeException e) {
            log.warn("the leases of the runs could not be renewed and will be soon: {}", e.toString());
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
        Stored stored;
        try {
            stored = store(work);
        } catch (CannotCreateTransactionException e) {
            tryAgainLater(work, e);
            return;
        } catch (RuntimeException e) {
            // One bad run must not hold up the others.
            work.forEach(this::writeAlone);
            return;
        }
        done(work, stored);
    }

    private void writeAlone(Work work) {
        List<Work> alone;
        Stored stored;
        try {
            // Whether the attempt before was stored is not known: the connection may have broken at its commit.
            work.run().stored(runs.lastSeq(work.run().run().id()));
            alone = List.of(workFor(work.run(), work.end()));
            stored = store(alone);
        } catch (RuntimeException e) {
            tryAgainLater(List.of(work), e);
            return;
        }
        done(alone, stored);
    }

    private void tryAgainLater(List<Work> work, RuntimeException why) {
        log.warn("{} runs could not be stored and will be tried again: {}", work.size(), why.toString());
        work.stream()
                .filter(item -> item.end() != null)
                .forEach(item -> endings.add(new Ending(item.run(), Objects.requireNonNull(item.end()))));
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

    /// @param refused the runs that are not this node's any more
    /// @param next    what follows the runs that ended, by those
    private record Stored(Set<RunId> refused, Map<RunId, Run> next) {}

    private Stored store(List<Work> work) {
        return database.inTransaction(() -> {
            List<Work> ending = work.stream().filter(item -> item.end() != null).toList();
            // Chats are locked before runs, by everybody and in one order.
            ending.stream()
                    .map(item -> item.run().run().chat())
                    .sorted(BY_VALUE)
                    .forEach(store::lock);
            Set<RunId> refused =
                    runs.insertEvents(work.stream().map(Work::batch).toList());
            Map<RunId, Run> next = new HashMap<>();
            for (Work item : ending) {
                Run run = item.run().run();
                if (!refused.contains(run.id())) {
                    store.finish(
                                    run,
                                    item.run().log().after(0),
                                    Objects.requireNonNull(item.end()),
                                    !draining,
                                    item.run().isForgotten())
                            .ifPresent(following -> next.put(run.id(), following));
                }
            }
            return new Stored(refused, next);
        });
    }

    private void done(List<Work> work, Stored stored) {
        for (Work item : work) {
            RunId id = item.run().run().id();
            if (stored.refused().contains(id)) {
                listener.lost(item.run());
                continue;
            }
            item.run().stored(item.run().stored() + item.batch().events().size());
            if (item.end() != null) {
                item.run().log().end(item.end());
                listener.ended(
                        item.run(),
                        item.end(),
                        Optional.ofNullable(stored.next().get(id)));
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
