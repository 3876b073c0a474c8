package dev.rockpool.live;

import dev.rockpool.chat.ChatId;
import dev.rockpool.run.OpenRun;
import dev.rockpool.run.RunId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A chat one socket watches: tells how its runs stand and follows them, one after another.
///
/// The order is what a browser relies on: the end of a run comes before the word that it is over, the word
/// that a run is on before its first event. For one thread.
final class Watch implements AutoCloseable {

    /// How long the end of a run that is over is waited for. It was stored with the word that it is over, so
    /// it comes at once, or from another node within seconds; if ever it does not, the browser reads the
    /// messages anew.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LiveCommand.Watch command;
    private final Opener opener;

    private @Nullable Look told;
    private @Nullable Look untold;
    private @Nullable Feed feed;
    private long waitingSince;

    /// Begins to read a run of the chat after event number `after`; empty when its events are gone.
    interface Opener {
        Optional<Feed> open(ChatId chat, RunId run, long after);
    }

    Watch(LiveCommand.Watch command, Opener opener) {
        this.command = command;
        this.opener = opener;
    }

    /// How the runs stand now.
    ///
    /// @param now what [System#nanoTime] says
    void hear(Look latest, long now) {
        Look known = untold == null ? told : untold;
        if (known == null) {
            followTheRunSeenBefore(latest);
        }
        if (untold == null) {
            waitingSince = now;
        }
        if (known == null || latest.row().version() >= known.row().version()) {
            untold = latest;
        }
    }

    /// What the browser has missed of a run that is no longer on comes first.
    private void followTheRunSeenBefore(Look look) {
        RunId seen = command.run();
        if (seen != null && !look.isCurrent(seen) && !look.isWaiting(seen)) {
            feed = opener.open(command.chat(), seen, command.after()).orElse(null);
        }
    }

    /// Sends what there is to send, up to one frame of events.
    ///
    /// @param now what [System#nanoTime] says
    /// @return whether there is more at once
    boolean advance(Wire wire, long now) throws IOException {
        if (untold != null && !isEndAwaited(untold, now)) {
            tell(untold, wire);
        }
        if (feed == null || feed.ended()) {
            return false;
        }
        Optional<LiveFrame> events = feed.next();
        if (events.isPresent()) {
            waitingSince = now;
            wire.send(events.get());
        }
        return feed.ended() ? untold != null : feed.isBehind();
    }

    /// Whether the run that is followed is over, but its end has not been sent.
    private boolean isEndAwaited(Look latest, long now) {
        return feed != null
                && !feed.ended()
                && !latest.isCurrent(feed.run())
                && now - waitingSince < PATIENCE.toNanos();
    }

    private void tell(Look latest, Wire wire) throws IOException {
        untold = null;
        if (feed != null && feed.ended() && told != null && latest.isCurrent(feed.run())) {
            // Looked at before the end that has been sent: what is after it is on its way.
            return;
        }
        boolean isKnown = latest.equals(told);
        told = latest;
        if (!isKnown) {
            wire.send(latest.frame());
            follow(latest.standing().current());
        }
    }

    private void follow(@Nullable OpenRun current) {
        if (feed != null && current != null && feed.run().equals(current.runId())) {
            return;
        }
        close();
        feed = current == null
                ? null
                : opener.open(
                                command.chat(),
                                current.runId(),
                                current.runId().equals(command.run()) ? command.after() : 0)
                        .orElse(null);
    }

    /// Whether there is something to tell once the end of a run has come.
    boolean isAwaitingAnEnd() {
        return untold != null;
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }
}
