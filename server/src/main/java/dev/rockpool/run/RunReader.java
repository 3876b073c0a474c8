package dev.rockpool.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One reader's place in the log of a run: it replays what is there and goes on live, with no gap and no
/// repetition, whichever node answers the run. For one thread; close it when done.
public final class RunReader implements AutoCloseable {

    private final Run run;
    private final RunLog log;
    private final Runnable release;
    private Runnable watcher = () -> {};
    private long position;

    /// @param release called once, when the reader is closed
    RunReader(Run run, RunLog log, long after, Runnable release) {
        this.run = run;
        this.log = log;
        this.position = after;
        this.release = release;
    }

    /// The run that is read.
    public RunId runId() {
        return run.id();
    }

    /// The id the finished answer will be stored under.
    public String messageId() {
        return run.assistantMessage().value();
    }

    /// When the run was asked for.
    public Instant createdAt() {
        return run.createdAt();
    }

    /// The number of the last event handed out; 0 before the first.
    public long position() {
        return position;
    }

    /// The next events in order, waiting up to `patience` for the first; empty when nothing came. After a
    /// [RunEvent.End] there are no more.
    public List<RunEvent> next(Duration patience) throws InterruptedException {
        return advance(log.await(position, patience));
    }

    /// Up to `maxEvents` next events in order, without waiting.
    public List<RunEvent> poll(int maxEvents) {
        return advance(log.after(position, maxEvents));
    }

    private List<RunEvent> advance(List<RunEvent> events) {
        position += events.size();
        return events;
    }

    /// Whether nothing more will come. That can be so without a [RunEvent.End] seen: when this node leaves, and for a
    /// reader that was ahead of what its run's node could store before it died. The messages then tell how it went.
    public boolean exhausted() {
        return log.isOver(position);
    }

    /// Has `watcher` called whenever there is more to read, or nothing any more, by the thread that brings it: it must
    /// be quick and not wait. It is also called once at once; a second watcher replaces the first.
    public void onGrowth(Runnable watcher) {
        log.unwatch(this.watcher);
        this.watcher = watcher;
        log.watch(watcher);
        watcher.run();
    }

    @Override
    public void close() {
        log.unwatch(watcher);
        release.run();
    }
}
