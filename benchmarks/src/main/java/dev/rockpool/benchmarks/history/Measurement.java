package dev.rockpool.benchmarks.history;

import static dev.rockpool.benchmarks.report.Statistic.MEDIAN;
import static dev.rockpool.benchmarks.report.Statistic.P99;

import dev.rockpool.benchmarks.report.Figure;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.benchmarks.report.Statistic;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.product.ServerMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Measures one call of a server, one at a time and sixteen at once.
final class Measurement {

    private static final int ROUNDS = 3;
    private static final int TOGETHER = 16;
    private static final double NANOS_PER_MS = 1e6;

    private final Report report;
    private final String group;
    private final int port;
    private final ServerMemory server;

    Measurement(Report report, String group, RockpoolServer server) {
        this.report = report;
        this.group = group;
        this.port = server.port();
        this.server = new ServerMemory(server);
    }

    /// How many calls are made in a round, one at a time and sixteen at once: a call that takes long needs
    /// fewer of them.
    enum Calls {
        SHORT(300, 1_600),
        LONG(100, 400);

        private final int alone;
        private final int together;

        Calls(int alone, int together) {
            this.alone = alone;
            this.together = together;
        }
    }

    /// Calls `path` until the server has compiled what it takes.
    void warmUp(String path, String cookie, int calls) throws Exception {
        new Load(port, path, cookie).run(TOGETHER, calls);
    }

    /// Measures what `path` takes a person with this cookie.
    ///
    /// @param budget what the 99th percentile of one call at a time must stay below, in ms; 0 for none
    void of(String name, String path, String cookie, Calls calls, Baseline baseline, double budget) throws Exception {
        Load load = new Load(port, path, cookie);
        load.run(TOGETHER, calls.together);
        List<double[]> alone = new ArrayList<>();
        List<double[]> together = new ArrayList<>();
        double[] cpu = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            alone.add(load.run(1, calls.alone));
            Duration before = server.cpu();
            together.add(load.run(TOGETHER, calls.together));
            cpu[round] = server.cpu().minus(before).toNanos() / NANOS_PER_MS / calls.together;
        }
        add(name + ", one at a time", "ms", beside(P99, baseline.alone(), budget), joined(alone));
        add(name + ", sixteen at once", "ms", beside(P99, baseline.together(), 0), joined(together));
        add(name + ": server CPU per call", "ms", beside(MEDIAN, baseline.cpu(), 0), cpu);
        add(name + ": size on the wire", "KB", UnaryOperator.identity(), load.bytes() / 1_024.0);
    }

    private void add(String name, String unit, UnaryOperator<Figure> with, double... samples) {
        report.add(group, name, unit, with, samples);
    }

    private static UnaryOperator<Figure> beside(Statistic statistic, double baseline, double budget) {
        return figure -> {
            Figure compared = baseline == 0 ? figure : figure.baseline(statistic, baseline);
            return budget == 0 ? compared : compared.budget(statistic, budget);
        };
    }

    private static double[] joined(List<double[]> rounds) {
        return rounds.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
