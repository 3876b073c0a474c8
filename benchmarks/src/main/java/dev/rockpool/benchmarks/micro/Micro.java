package dev.rockpool.benchmarks.micro;

import dev.rockpool.benchmarks.Scenario;
import dev.rockpool.benchmarks.report.Report;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the JMH benchmarks, each of which handles one [Answer]. Every measured second is a sample.
public final class Micro implements Scenario {

    private static final int WARM_UPS = 3;
    private static final int MEASURED = 5;
    private static final TimeValue LENGTH = TimeValue.seconds(1);

    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "ChatStreamParserBenchmark.parse", "gateway's stream to events",
            "EventLogBenchmark.append", "event log: append and encode",
            "EventLogBenchmark.replay", "event log: decode and replay",
            "UiChunksBenchmark.write", "events to AI SDK chunks as JSON"));

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public void run(Report report) throws RunnerException {
        for (RunResult result : new Runner(options()).run()) {
            String name = NAMES.get(shortName(result.getParams().getBenchmark()));
            double[] micros = result.getAggregatedResult().getIterationResults().stream()
                    .mapToDouble(second -> second.getPrimaryResult().getScore())
                    .toArray();
            double[] perToken = Arrays.stream(micros)
                    .map(each -> each * 1_000 / Answer.TOKENS)
                    .toArray();
            report.add("micro", name + ", " + Answer.TOKENS + " tokens", "us", micros);
            report.add("micro", name + ", each token", "ns", perToken);
        }
    }

    private static Options options() {
        return new OptionsBuilder()
                .include("dev\\.rockpool\\.(openclaw|run|api)\\..*Benchmark\\..*")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(LENGTH)
                .measurementIterations(MEASURED)
                .measurementTime(LENGTH)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    /// Class and method.
    private static String shortName(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }
}
