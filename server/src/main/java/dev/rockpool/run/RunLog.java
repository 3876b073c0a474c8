package dev.rockpool.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The events of one run of this node, in memory while it is on.
///
/// Readers share this one list and keep only their own position in it, so a slow reader costs a run
/// nothing. What it holds is bounded by the length of the answer.
final class RunLog {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<RunEvent> events = new ArrayList<>();
    private boolean sealed;
    private boolean ended;

    /// The log of a run that has ended.
    static RunLog of(List<RunEvent> events) {
        RunLog log = new RunLog();
        log.events.addAll(events);
        log.sealed = true;
        log.ended = true;
        return log;
    }

    /// Adds an event, unless the log is sealed.
    void append(RunEvent event) {
        lock.lock();
        try {
            if (!sealed) {
                events.add(event);
                grown.signalAll();
            }
        } finally {
            lock.unlock();
        }
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

    /// Adds the end. What it says must have been stored before: whoever reads it will look there next.
    void end(RunEvent.End end) {
        lock.lock();
        try {
            if (ended) {
                throw new IllegalStateException("A run ends once.");
            }
            sealed = true;
            ended = true;
            events.add(end);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The events after number `seq`, which may be none.
    List<RunEvent> after(long seq) {
        lock.lock();
        try {
            return copyAfter(seq);
        } finally {
            lock.unlock();
        }
    }

    /// The events after number `seq`, waiting up to `patience` for the first of them.
    List<RunEvent> await(long seq, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (events.size() <= seq && nanos > 0) {
                nanos = grown.awaitNanos(nanos);
            }
            return copyAfter(seq);
        } finally {
            lock.unlock();
        }
    }

    private List<RunEvent> copyAfter(long seq) {
        if (seq >= events.size()) {
            return List.of();
        }
        return List.copyOf(events.subList(Math.toIntExact(seq), events.size()));
    }
}
