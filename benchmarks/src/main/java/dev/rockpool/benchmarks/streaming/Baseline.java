package dev.rockpool.benchmarks.streaming;

import java.util.Map;
import java.util.Optional;

/// What Vercel's ai-chatbot 3.1.0 measures with the same load on two such cores. Times in milliseconds, CPU in
/// seconds a round, memory in MB.
record Baseline(
        double firstMedian,
        double firstP99,
        double addedMedian,
        double addedP99,
        double over,
        double cpu,
        double memory) {

    private static final Map<Integer, Baseline> BY_CHATS = Map.of(
            1, new Baseline(27, 29, 1.4, 3.5, 32, 0.15, 218),
            10, new Baseline(125, 152, 0.8, 6, 129, 0.7, 257),
            50, new Baseline(500, 699, 1.5, 43, 512, 2.4, 352),
            100, new Baseline(934, 1_592, 13.7, 61, 934, 3.6, 444),
            200, new Baseline(1_881, 3_844, 21, 129, 2_864, 6.0, 471),
            500, new Baseline(5_644, 10_341, 15.5, 113, 8_660, 13.4, 663),
            1_000, new Baseline(11_900, 23_031, 15.6, 145, 17_164, 27.1, 943));

    static Optional<Baseline> of(int chats) {
        return Optional.ofNullable(BY_CHATS.get(chats));
    }
}
