package dev.rockpool.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Report report = new Report(Instant.EPOCH, new Machine("a processor", 2, 24, "Linux", "a JDK", 0.1));

    @Test
    void aFigureIsShownByItsMedianAndItsSlowestSamples() {
        report.add(
                "history",
                "10 chats",
                "ms",
                IntStream.rangeClosed(1, 200).asDoubleStream().toArray());

        assertThat(Table.of(report)).contains("| 10 chats | ms | 200 | 100 | 190 | 198 |");
    }

    @Test
    void aFigureBelowItsBudgetHasMetItAndOneAtItHasNot() {
        report.add("page", "weight", "KB", figure -> figure.budget(Statistic.MEDIAN, 150), 149.9);
        report.add("page", "weight, two", "KB", figure -> figure.budget(Statistic.MEDIAN, 150), 150);

        assertThat(Table.of(report))
                .contains("| weight | KB | 1 | 150 | 150 | 150 | median < 150 | met |")
                .contains("| weight, two | KB | 1 | 150 | 150 | 150 | median < 150 | **missed** |");
    }

    @Test
    void aFigureIsComparedWithTheSameStatisticOfTheBaseline() {
        report.add("streaming", "first token", "ms", figure -> figure.baseline(Statistic.P99, 1_592), 10, 398);

        assertThat(Table.of(report)).contains("| p99 1,592 | 0.25 |");
    }

    @Test
    void theFileForProgramsHoldsTheSameFigures() {
        report.add("page", "weight", "KB", figure -> figure.budget(Statistic.MEDIAN, 150), 100);

        assertThat(JsonFile.of(report)).contains("\"median\" : 100.0").contains("\"met\" : true");
    }

    @Test
    void aQuantityWithoutSamplesIsAMistake() {
        assertThatThrownBy(() -> report.add("page", "weight", "KB")).hasMessageContaining("no samples");
    }
}
