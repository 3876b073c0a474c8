package dev.rockpool.e2e.product;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long stamped tokens were on their way from the gateway to a tab. Thread-safe.
public final class Latencies implements LiveClient.Listener {

    private static final Pattern STAMP = Pattern.compile("@(\\d{16}) ");

    private final List<Long> micros = new ArrayList<>();

    @Override
    public synchronized void heard(String runId, String text) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        Matcher stamp = STAMP.matcher(text);
        while (stamp.find()) {
            micros.add(now - Long.parseLong(stamp.group(1)));
        }
    }

    public synchronized int count() {
        return micros.size();
    }

    /// In words, such as `p50 41 ms, p99 120 ms, max 180 ms of 1,000 tokens`.
    public synchronized String summary() {
        if (micros.isEmpty()) {
            return "no token came";
        }
        List<Long> sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        return "p50 %d ms, p99 %d ms, max %d ms of %,d tokens"
                .formatted(
                        sorted.get(sorted.size() / 2) / 1_000,
                        sorted.get(sorted.size() * 99 / 100) / 1_000,
                        sorted.getLast() / 1_000,
                        sorted.size());
    }
}
