package dev.rockpool.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a report as Markdown.
public final class Table {

    private static final String HEAD = """
            | what | unit | n | median | p95 | p99 | budget | | baseline | ours / baseline |
            |---|---|--:|--:|--:|--:|--:|---|--:|--:|
            """;

    private Table() {}

    /// The whole report: a heading and a table per group.
    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        text.append(report.started()).append("  \n");
        text.append(report.machine().description()).append("\n\n");
        groups(report).forEach((group, figures) -> {
            text.append("## ").append(group).append("\n\n").append(HEAD);
            figures.forEach(figure -> text.append(row(figure)).append('\n'));
            text.append('\n');
        });
        report.remarks().forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.toString();
    }

    private static Map<String, List<Figure>> groups(Report report) {
        return report.figures().stream()
                .collect(Collectors.groupingBy(Figure::group, LinkedHashMap::new, Collectors.toList()));
    }

    /// One figure for the console.
    static String line(Figure figure) {
        return "%-12s %-58s median %s, p95 %s, p99 %s %s%s"
                .formatted(
                        figure.group(),
                        figure.name(),
                        number(figure.value(Statistic.MEDIAN)),
                        number(figure.value(Statistic.P95)),
                        number(figure.value(Statistic.P99)),
                        figure.unit(),
                        figure.met()
                                .map(met -> met ? "  (budget met)" : "  (BUDGET MISSED)")
                                .orElse(""));
    }

    private static String row(Figure figure) {
        return "| %s | %s | %d | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        figure.name(),
                        figure.unit(),
                        figure.samples().length,
                        number(figure.value(Statistic.MEDIAN)),
                        number(figure.value(Statistic.P95)),
                        number(figure.value(Statistic.P99)),
                        mark(figure.budget(), "< "),
                        figure.met().map(met -> met ? "met" : "**missed**").orElse(""),
                        mark(figure.baseline(), ""),
                        figure.ratio().map(Table::number).orElse(""));
    }

    private static String mark(Figure.@Nullable Mark mark, String before) {
        return mark == null ? "" : mark.statistic().word() + " " + before + number(mark.value());
    }

    private static String number(double value) {
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
