package dev.rockpool.benchmarks.startup;

import dev.rockpool.e2e.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// One way to start the server.
///
/// @param name     as the report calls it
/// @param settings environment variables it needs
record Launch(String name, List<String> command, Map<String, String> settings) {

    /// The start script, seen from the module's folder, where benchmarks run.
    private static final Path SCRIPT = Path.of("..", "bin", "rockpool").toAbsolutePath();

    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final Duration PREPARE_LIMIT = Duration.ofMinutes(5);

    /// As the README says, without any option.
    static Launch plainJar() {
        return new Launch("plain jar", List.of(java(), "-jar", jar()), Map.of());
    }

    /// What the script unpacked, with the script's options but without its cache.
    static Launch unpacked(Path cache) {
        try (Stream<Path> files = Files.walk(cache, 2)) {
            Path unpacked = files.filter(file -> file.endsWith(Path.of(jar()).getFileName()))
                    .findFirst()
                    .orElseThrow();
            return new Launch(
                    "unpacked jar",
                    List.of(java(), "-XX:+UseCompactObjectHeaders", "-Xms64m", "-Xmx512m", "-jar", unpacked.toString()),
                    Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As people start it: unpacked, with the AOT cache.
    static Launch script(Path cache) {
        return new Launch("bin/rockpool (unpacked, AOT cache)", List.of(SCRIPT.toString()), settings(cache));
    }

    /// Has the script unpack the jar into this folder and fill its AOT cache.
    static void prepare(Path cache) {
        Command.Result prepared =
                new Command(List.of(SCRIPT.toString(), "--prepare"), PREPARE_LIMIT).run(settings(cache));
        if (!prepared.ok()) {
            throw new IllegalStateException("bin/rockpool --prepare: " + prepared.output());
        }
    }

    private static Map<String, String> settings(Path cache) {
        return Map.of("ROCKPOOL_JAR", jar(), "ROCKPOOL_CACHE", cache.toString(), "JAVA_HOME", JDK.toString());
    }

    private static String java() {
        return JDK.resolve("bin").resolve("java").toString();
    }

    private static String jar() {
        return Path.of(Objects.requireNonNull(System.getProperty("rockpool.jar"), "rockpool.jar is not set"))
                .normalize()
                .toString();
    }
}
