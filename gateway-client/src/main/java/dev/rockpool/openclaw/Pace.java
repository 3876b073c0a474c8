package dev.rockpool.openclaw;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// How long a stream lets its pieces gather before they are fetched: next to nothing while there are few streams, so
/// that each token is there when it comes, and up to 50 ms when there are many. Fetching, keeping and passing on every
/// piece of a thousand answers by itself would take the processor that the other answers need.
final class Pace {

    /// Still smooth to read; a thousand streams reach it.
    static final Duration LONGEST = Duration.ofMillis(50);

    private static final long NANOS_PER_STREAM = 50_000;

    /// Less is not worth being woken for.
    private static final long SHORTEST_NANOS = 1_000_000;

    private final AtomicInteger streams = new AtomicInteger();

    void join() {
        streams.incrementAndGet();
    }

    void leave() {
        streams.decrementAndGet();
    }

    /// How long each stream rests now.
    Duration rest() {
        long nanos = Math.min(streams.get() * NANOS_PER_STREAM, LONGEST.toNanos());
        return nanos < SHORTEST_NANOS ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    /// Rests on the calling thread; an interrupt ends it.
    void keep() {
        Duration rest = rest();
        if (!rest.isZero()) {
            LockSupport.parkNanos(rest.toNanos());
        }
    }
}
