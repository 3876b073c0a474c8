package dev.rockpool.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One reader's place in the log of a run: it replays what is there and goes on live, with no gap and no
/// repetition. For one thread.
public final class RunReader {

    private final Run run;
    private final RunLog log;
    private long position;

    RunReader(Run run, RunLog log, long after) {
        this.run = run;
        this.log = log;
        this.position = after;
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
        List<RunEvent> events = log.await(position, patience);
        position += events.size();
        return events;
    }
}
