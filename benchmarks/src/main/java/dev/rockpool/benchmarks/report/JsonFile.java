package dev.rockpool.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes a report for programs: per figure its statistics, budget and baseline, and the machine.
public final class JsonFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonFile() {}

    public static void write(Report report, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, of(report));
    }

    static String of(Report report) {
        return JSON.writeValueAsString(new Document(
                report.started().toString(),
                report.machine(),
                report.figures().stream().map(JsonFile::entry).toList(),
                report.remarks()));
    }

    private record Document(String started, Machine machine, List<Map<String, Object>> figures, List<String> remarks) {}

    private static Map<String, Object> entry(Figure figure) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("group", figure.group());
        entry.put("name", figure.name());
        entry.put("unit", figure.unit());
        entry.put("samples", figure.samples().length);
        Arrays.stream(Statistic.values()).forEach(statistic -> entry.put(statistic.word(), figure.value(statistic)));
        if (figure.budget() != null) {
            entry.put("budget", figure.budget());
        }
        figure.met().ifPresent(met -> entry.put("met", met));
        if (figure.baseline() != null) {
            entry.put("baseline", figure.baseline());
        }
        figure.ratio().ifPresent(ratio -> entry.put("ratio", ratio));
        return entry;
    }
}
