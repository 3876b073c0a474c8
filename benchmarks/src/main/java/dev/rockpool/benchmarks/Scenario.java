package dev.rockpool.benchmarks;

import dev.rockpool.benchmarks.report.Report;

/// One thing worth measuring.
public interface Scenario {

    /// How it is called on the command line and in the report, such as `streaming`.
    String name();

    /// Measures, and adds what it finds as it goes. What it starts it also ends.
    void run(Report report) throws Exception;
}
