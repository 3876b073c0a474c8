package dev.rockpool.benchmarks.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Everything one run of the benchmarks found. Thread-safe.
public final class Report {

    private final Instant started;
    private final Machine machine;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    public Report(Instant started) {
        this(started, Machine.here());
    }

    Report(Instant started, Machine machine) {
        this.started = started;
        this.machine = machine;
    }

    /// Adds what was measured and says so on the console.
    public synchronized void add(String group, String name, String unit, double... samples) {
        add(group, name, unit, figure -> figure, samples);
    }

    /// Adds what was measured.
    ///
    /// @param with gives the figure its budget, its baseline or both
    public synchronized void add(
            String group, String name, String unit, UnaryOperator<Figure> with, double... samples) {
        Figure figure = with.apply(new Figure(group, name, unit, samples, null, null));
        figures.add(figure);
        System.out.println(Table.line(figure));
    }

    /// Adds a sentence that the figures cannot tell, such as that a scenario was left out and why.
    public synchronized void remark(String sentence) {
        remarks.add(sentence);
        System.out.println(sentence);
    }

    public Instant started() {
        return started;
    }

    public Machine machine() {
        return machine;
    }

    public synchronized List<Figure> figures() {
        return List.copyOf(figures);
    }

    public synchronized List<String> remarks() {
        return List.copyOf(remarks);
    }
}
