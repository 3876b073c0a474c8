package dev.rockpool.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The events of one run, in memory while it is on.
///
/// Readers share this one list and keep only their own position in it, so a slow reader costs a run
/// nothing. What it holds is bounded by the length of the answer.
final class RunLog {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private boolean sealed;
    private boolean ended;
    private boolean over;

    /// The log of a run that has ended.
    static RunLog of(List<RunEvent> events) {
        RunLog log = new RunLog();
        log.events.addAll(events);
        log.sealed = true;
        log.ended = true;
        log.over = true;
        return log;
    }

    /// Adds an event, unless the log is sealed.
    void append(RunEvent event) {
        append(List.of(event));
    }

    /// Adds events that follow each other, unless the log is sealed.
    void append(List<RunEvent> more) {
        lock.lock();
        try {
            if (sealed) {
                return;
            }
            events.addAll(more);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        watchers.forEach(Runnable::run);
    }

    /// Refuses further events, so that the end can be stored with the number it will have.
    void seal() {
        lock.lock();
        try {
            sealed = true;
        } finally {
            lock.unlock();
        }
    }

    /// Adds the end, unless the log was cut. What it says must have been stored before: whoever reads it will
    /// look there next.
    void end(RunEvent.End end) {
        lock.lock();
        try {
            if (ended) {
                throw new IllegalStateException("A run ends once.");
            }
            ended = true;
            if (over) {
                return;
            }
            sealed = true;
            over = true;
            events.add(end);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        watchers.forEach(Runnable::run);
    }

    /// Ends the log where it is, unless it has ended: nothing more will come, and no end either.
    void cut() {
        lock.lock();
        try {
            sealed = true;
            over = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        watchers.forEach(Runnable::run);
    }

    /// The number of the last event.
    long size() {
        lock.lock();
        try {
            return events.size();
        } finally {
            lock.unlock();
        }
    }

    /// Whether there is nothing after number `seq` and never will be.
    boolean isOver(long seq) {
        lock.lock();
        try {
            return over && seq >= events.size();
        } finally {
            lock.unlock();
        }
    }

    /// The events after number `seq`, which may be none.
    List<RunEvent> after(long seq) {
        return after(seq, Integer.MAX_VALUE);
    }

    /// Up to `max` events after number `seq`, which may be none.
    List<RunEvent> after(long seq, int max) {
        lock.lock();
        try {
            return copyAfter(seq, max);
        } finally {
            lock.unlock();
        }
    }

    /// The events after number `seq`, waiting up to `patience` for the first of them.
    List<RunEvent> await(long seq, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (events.size() <= seq && !over && nanos > 0) {
                nanos = grown.awaitNanos(nanos);
            }
            return copyAfter(seq, Integer.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    private List<RunEvent> copyAfter(long seq, int max) {
        if (seq >= events.size()) {
            return List.of();
        }
        int start = Math.toIntExact(seq);
        return List.copyOf(events.subList(start, start + Math.min(max, events.size() - start)));
    }

    /// Has `watcher` called by the thread that adds events; it must be quick.
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }
}
