package dev.rockpool.benchmarks.report;

/// A number that stands for many samples.
public enum Statistic {
    MEDIAN(0.5, "median"),
    P95(0.95, "p95"),
    P99(0.99, "p99"),
    MAX(1, "max");

    private final double rank;
    private final String word;

    Statistic(double rank, String word) {
        this.rank = rank;
        this.word = word;
    }

    /// As the report writes it.
    public String word() {
        return word;
    }

    /// @param sorted ascending, at least one
    double of(double[] sorted) {
        int index = (int) Math.ceil(rank * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)];
    }
}
