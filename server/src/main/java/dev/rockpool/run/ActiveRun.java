package dev.rockpool.run;

import dev.rockpool.gateway.AgentCall;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A run this node is at work on: its log, and the hand on its gateway connection.
final class ActiveRun {

    private final Run run;
    private final AtomicBoolean titleDue;
    private final RunLog log;

    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private @Nullable AgentCall call;
    private volatile @Nullable Instant launchedAt;
    private volatile boolean forgotten;
    private RunEvent.@Nullable End orderedEnd;

    /// Number of the last event in the database; the event log writer's alone.
    private long stored;

    ActiveRun(Run run, boolean titleDue, RunLog log) {
        this.run = run;
        this.log = log;
        this.titleDue = new AtomicBoolean(titleDue);
    }

    Run run() {
        return run;
    }

    RunLog log() {
        return log;
    }

    /// Whether its chat still waits for a title; says so once, to the one who then makes it.
    boolean takeTitle() {
        return titleDue.getAndSet(false);
    }

    /// Whether it is being answered, rather than just stored.
    boolean launched() {
        return launchedAt != null;
    }

    /// When its answer was begun; of one that is launched.
    Instant launchedAt() {
        return Objects.requireNonNull(launchedAt, "the run is not launched");
    }

    void launch(Instant now) {
        launchedAt = now;
    }

    /// Whether the caller is the first to end it.
    boolean claimEnd() {
        return ending.compareAndSet(false, true);
    }

    /// Completes once its end is stored.
    CompletableFuture<Void> ended() {
        return ended;
    }

    /// Notes that its session remembers nothing from before it.
    void forgotten() {
        forgotten = true;
    }

    boolean isForgotten() {
        return forgotten;
    }

    long stored() {
        return stored;
    }

    void stored(long seq) {
        stored = seq;
    }

    /// Orders the run to end in this way, whatever the gateway still says. The first order counts.
    synchronized void order(RunEvent.End end) {
        if (orderedEnd == null) {
            orderedEnd = end;
        }
        if (call != null) {
            call.close();
        }
    }

    /// Puts the gateway call where an order can reach it; one that came before closes it at once.
    synchronized void attach(AgentCall call) {
        this.call = call;
        if (orderedEnd != null) {
            call.close();
        }
    }

    /// The end that was ordered, or `natural` when none was.
    synchronized RunEvent.End endingWith(RunEvent.End natural) {
        return orderedEnd == null ? natural : orderedEnd;
    }
}
