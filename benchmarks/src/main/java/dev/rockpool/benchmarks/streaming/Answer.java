package dev.rockpool.benchmarks.streaming;

import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One answer as it arrives. Written by one thread, read when it is [done][#done()].
final class Answer {

    private final double[] addedMillis;
    private final long asked = micros();
    private final StampScanner scanner = new StampScanner(this::token);
    private final CompletableFuture<Answer> done = new CompletableFuture<>();

    private long now;
    private int tokens;
    private long first;
    private long last;
    private @Nullable String trouble;

    /// @param tokens how many are to come
    Answer(int tokens) {
        addedMillis = new double[tokens];
    }

    void read(ByteBuf bytes) {
        now = micros();
        scanner.scan(bytes);
    }

    private void token(long sent) {
        if (tokens == addedMillis.length) {
            trouble = "more tokens came than were sent";
            return;
        }
        if (tokens == 0) {
            first = now;
        }
        addedMillis[tokens++] = (now - sent) / 1_000.0;
        last = now;
    }

    boolean complete() {
        return tokens == addedMillis.length;
    }

    /// The server has ended it.
    void end() {
        if (!complete() && trouble == null) {
            trouble = tokens + " of " + addedMillis.length + " tokens came";
        }
        done.complete(this);
    }

    void fail(String why) {
        trouble = why;
        done.complete(this);
    }

    /// Completes with this answer when nothing more will come of it; never with an exception.
    CompletableFuture<Answer> done() {
        return done;
    }

    /// What went wrong, or null.
    @Nullable
    String trouble() {
        return trouble;
    }

    /// From the question to the first token.
    double firstTokenMillis() {
        return (first - asked) / 1_000.0;
    }

    /// From the question to the last token.
    double totalMillis() {
        return (last - asked) / 1_000.0;
    }

    /// Per token, from being sent by the gateway to its arrival here.
    double[] addedMillis() {
        return addedMillis;
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
