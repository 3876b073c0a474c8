package dev.rockpool.benchmarks.startup;

import static dev.rockpool.benchmarks.report.Statistic.MEDIAN;

import dev.rockpool.benchmarks.Scenario;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.e2e.process.TempFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// From the start of the process to the first page, in each way there is to start the server; what it costs
/// and what it keeps. Each start has a data folder of its own; the file cache is warm.
public final class Startup implements Scenario {

    private static final int STARTS = 5;

    /// Waiting for the memory of all of them would only take longer.
    private static final int IDLE_STARTS = 3;

    private static final double JAR_BUDGET = 5;
    private static final double CACHE_BUDGET = 2;
    private static final double MEMORY_BUDGET = 300;
    private static final double BASELINE = 2.2;
    private static final double MEMORY_BASELINE = 245;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public void run(Report report) {
        Path cache = TempFolders.create("rockpool-startup-");
        try {
            Launch.prepare(cache);
            List<Measured> all = List.of(
                    new Measured(Launch.plainJar(), JAR_BUDGET),
                    new Measured(Launch.unpacked(cache), JAR_BUDGET),
                    new Measured(Launch.script(cache), CACHE_BUDGET));
            all.forEach(each -> Start.of(each.launch(), false));
            for (int round = 0; round < STARTS; round++) {
                boolean idle = round < IDLE_STARTS;
                all.forEach(each -> each.starts().add(Start.of(each.launch(), idle)));
            }
            all.forEach(each -> each.tell(report));
        } finally {
            TempFolders.remove(cache);
        }
    }

    private record Measured(Launch launch, double budget, List<Start> starts) {

        Measured(Launch launch, double budget) {
            this(launch, budget, new ArrayList<>());
        }

        void tell(Report report) {
            report.add(
                    "start-up",
                    launch.name() + ": first page",
                    "s",
                    figure -> figure.budget(MEDIAN, budget).baseline(MEDIAN, BASELINE),
                    starts.stream().mapToDouble(Start::seconds).toArray());
            report.add(
                    "start-up",
                    launch.name() + ": CPU until then",
                    "s",
                    starts.stream().mapToDouble(Start::cpuSeconds).toArray());
            report.add(
                    "start-up",
                    launch.name() + ": memory (RSS) after 10 s",
                    "MB",
                    figure -> figure.budget(MEDIAN, MEMORY_BUDGET).baseline(MEDIAN, MEMORY_BASELINE),
                    starts.stream()
                            .mapToDouble(Start::idleMegabytes)
                            .filter(Double::isFinite)
                            .toArray());
        }
    }
}
