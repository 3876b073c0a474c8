package dev.rockpool.benchmarks.report;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One measured quantity with every sample of it.
///
/// @param group    the heading it stands under, such as `streaming`
/// @param name     what was measured, such as `500 chats: first token`
/// @param unit     such as `ms`, `MB`, `s` or `requests`
/// @param samples  at least one, ascending
/// @param budget   what it must stay below, if something was promised
/// @param baseline what the template this product grew from measures, if that is known
public record Figure(
        String group,
        String name,
        String unit,
        double[] samples,
        @Nullable Mark budget,
        @Nullable Mark baseline) {

    /// A number that one statistic is compared with.
    public record Mark(Statistic statistic, double value) {}

    public Figure {
        if (samples.length == 0) {
            throw new IllegalArgumentException(group + ", " + name + ": there are no samples");
        }
        samples = samples.clone();
        Arrays.sort(samples);
    }

    public Figure budget(Statistic statistic, double value) {
        return new Figure(group, name, unit, samples, new Mark(statistic, value), baseline);
    }

    public Figure baseline(Statistic statistic, double value) {
        return new Figure(group, name, unit, samples, budget, new Mark(statistic, value));
    }

    public double value(Statistic statistic) {
        return statistic.of(samples);
    }

    /// Whether it is below its budget; empty when it has none.
    public Optional<Boolean> met() {
        return Optional.ofNullable(budget).map(limit -> value(limit.statistic()) < limit.value());
    }

    /// How many times the baseline it is: below one is less than the baseline.
    public Optional<Double> ratio() {
        return Optional.ofNullable(baseline).map(other -> value(other.statistic()) / other.value());
    }
}
