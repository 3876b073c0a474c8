package dev.rockpool.benchmarks;

import dev.rockpool.benchmarks.history.HistoryScenario;
import dev.rockpool.benchmarks.micro.Micro;
import dev.rockpool.benchmarks.page.PageScenario;
import dev.rockpool.benchmarks.report.JsonFile;
import dev.rockpool.benchmarks.report.Report;
import dev.rockpool.benchmarks.report.Table;
import dev.rockpool.benchmarks.startup.Startup;
import dev.rockpool.benchmarks.streaming.StreamingScenario;
import dev.rockpool.benchmarks.turns.TurnsScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs the scenarios named on the command line, separated by commas, or all; prints the table and writes
/// `target/benchmarks.md` and `target/benchmarks.json`. What the figures say does not change the exit code.
public final class Benchmarks {

    private static final List<Scenario> ALL = List.of(
            StreamingScenario.overHttp(),
            StreamingScenario.overLiveChannel(),
            new HistoryScenario(),
            new TurnsScenario(),
            new Startup(),
            new PageScenario(),
            new Micro());

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException {
        Report report = new Report(Instant.now());
        chosen(arguments).forEach(scenario -> run(scenario, report));
        String table = Table.of(report);
        Path folder = Path.of("target");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("benchmarks.md"), table);
        JsonFile.write(report, folder.resolve("benchmarks.json"));
        System.out.println("\n" + table);
        // Drivers of browsers and databases leave threads behind.
        System.exit(0);
    }

    private static List<Scenario> chosen(String[] arguments) {
        Set<String> names = Stream.of(String.join(",", arguments).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        Set<String> known = ALL.stream().map(Scenario::name).collect(Collectors.toSet());
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("There are these scenarios: " + known + ", not " + names);
        }
        return ALL.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .toList();
    }

    /// One scenario that cannot be run, for want of a browser say, must not hide what the others found.
    private static void run(Scenario scenario, Report report) {
        System.out.println("\n" + scenario.name());
        try {
            scenario.run(report);
        } catch (Exception e) {
            report.remark(scenario.name() + " broke off: " + e);
        }
    }
}
