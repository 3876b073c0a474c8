package dev.rockpool.benchmarks.streaming;

import dev.rockpool.e2e.product.ServerMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;

/// What one round of questions asked at the same moment came to.
///
/// @param answers all of them
/// @param cpu     processor time the server took, from the first question to a moment after the last answer
/// @param memory  resident memory of the server when the answers were there, in bytes
record Burst(List<Answer> answers, Duration cpu, long memory) {

    static final int TOKENS = 100;
    static final int GAP_MILLIS = 20;

    /// What an answer takes whose first token comes at once.
    static final int IDEAL_MILLIS = (TOKENS - 1) * GAP_MILLIS;

    private static final String SCRIPT = "Count /sim tokens=" + TOKENS + " gap=" + GAP_MILLIS + " stamped";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration AFTERWARDS = Duration.ofMillis(700);

    /// Has `chats` new chats begin at once and waits for all of their answers.
    static Burst of(int chats, Load load, ServerMemory server) throws InterruptedException {
        Duration before = server.cpu();
        List<Answer> answers = load.ask(chats, TOKENS, SCRIPT);
        await(answers);
        long memory = server.resident();
        // What is stored at the end of an answer is part of its cost.
        Thread.sleep(AFTERWARDS);
        return new Burst(answers, server.cpu().minus(before), memory);
    }

    private static void await(List<Answer> answers) throws InterruptedException {
        CompletableFuture<?> all =
                CompletableFuture.allOf(answers.stream().map(Answer::done).toArray(CompletableFuture[]::new));
        try {
            all.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answers.forEach(answer -> answer.fail("no end within " + LIMIT.toSeconds() + " s"));
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("An answer does not fail", e);
        }
    }

    List<String> troubles() {
        return answers.stream().map(Answer::trouble).filter(Objects::nonNull).toList();
    }

    private List<Answer> whole() {
        return answers.stream().filter(answer -> answer.trouble() == null).toList();
    }

    double cpuPerThousandTokens() {
        return cpu.toNanos() / 1e9 / (answers.size() * TOKENS / 1_000.0);
    }

    static double[] each(List<Burst> bursts, ToDoubleFunction<Answer> value) {
        return bursts.stream()
                .flatMap(burst -> burst.whole().stream())
                .mapToDouble(value)
                .toArray();
    }

    static double[] addedMillis(List<Burst> bursts) {
        List<double[]> all = new ArrayList<>();
        bursts.forEach(burst -> burst.whole().forEach(answer -> all.add(answer.addedMillis())));
        return all.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
