package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.e2e.process.ChildProcess;
import dev.rockpool.e2e.process.Command;
import dev.rockpool.e2e.process.Ports;
import dev.rockpool.e2e.process.TempFolders;
import dev.rockpool.e2e.product.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `bin/rockpool` as somebody installs it: script and jar in a folder, nothing else.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StartScriptIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path LOADED = Path.of("loaded.txt");
    private static Path installed;
    private static Path script;

    private final int port = Ports.free();
    private final Path home = TempFolders.create("rockpool-home-");

    @BeforeAll
    static void install() throws IOException {
        installed = TempFolders.create("rockpool-script-");
        script = installed.resolve("rockpool");
        Files.copy(Path.of("..", "bin", "rockpool"), script);
        Files.createSymbolicLink(installed.resolve("rockpool.jar"), Path.of(System.getProperty("rockpool.jar")));
        Path elsewhere = TempFolders.create("rockpool-untouched-");
        Map<String, String> environment = environment(elsewhere);
        environment.put("ROCKPOOL_DATA", elsewhere.toString());
        environment.put("OPENCLAW_GATEWAY_URL", "http://127.0.0.1:1");
        environment.put("ROCKPOOL_PORT", "not a port");
        Command.Result prepared = new Command(List.of(script.toString(), "--prepare"), LIMIT).run(environment);
        assertThat(prepared.ok()).as(prepared.output()).isTrue();
        assertThat(elsewhere).as("what belongs to the user").isEmptyDirectory();
    }

    @AfterAll
    static void remove() {
        TempFolders.remove(installed);
    }

    @AfterEach
    void removeHome() {
        TempFolders.remove(home);
    }

    @Test
    void whatWasPreparedIsUsedByTheNextStart() {
        try (ChildProcess server = start(Map.of())) {
            assertThat(applicationCameFromTheCache()).isTrue();
            assertThat(server.output()).doesNotContain("rockpool:");
        }
    }

    @Test
    void aSigtermForTheScriptEndsTheServerInGoodOrder() {
        try (ChildProcess server = start(Map.of())) {
            server.terminate();
            assertThat(server.awaitEnd(Duration.ofSeconds(30))).isTrue();
        }
        assertThat(home.resolve("data").resolve("rockpool.db-wal"))
                .as("what SQLite leaves behind when it is not closed")
                .doesNotExist();
    }

    @Test
    void aBrokenCacheOnlyCostsTime() throws IOException {
        Path kept = kept();
        byte[] good = Files.readAllBytes(kept);
        Files.writeString(kept, "not a cache");
        try (ChildProcess _ = start(Map.of())) {
            assertThat(applicationCameFromTheCache()).isFalse();
        } finally {
            Files.write(kept, good);
        }
    }

    @Test
    void whereNothingMayBeWrittenThePlainJarStartsAndItIsSaid() {
        Map<String, String> nowhere = Map.of("ROCKPOOL_CACHE", "/dev/null/cache", "XDG_CACHE_HOME", "/dev/null/cache");
        try (ChildProcess server = start(nowhere)) {
            assertThat(server.output()).contains("Starting the plain jar");
        }
    }

    private ChildProcess start(Map<String, String> settings) {
        Map<String, String> environment = environment(home);
        environment.put("ROCKPOOL_DATA", home.resolve("data").toString());
        environment.put("ROCKPOOL_PORT", Integer.toString(port));
        environment.putAll(settings);
        ChildProcess server = ChildProcess.start("start-script", List.of(script.toString()), home, environment);
        server.awaitReady(LIMIT, this::pageOpens);
        return server;
    }

    private static Map<String, String> environment(Path home) {
        return new HashMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", home.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "ROCKPOOL_JAVA_OPTS", "-Xlog:class+load:file=" + LOADED));
    }

    private boolean pageOpens() {
        try (ApiClient visitor = ApiClient.stranger("http://127.0.0.1:" + port)) {
            return visitor.get("/").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private boolean applicationCameFromTheCache() {
        try (Stream<String> classes = Files.lines(home.resolve(LOADED))) {
            return classes.filter(line -> line.contains(" dev.rockpool.RockpoolApplication "))
                    .anyMatch(line -> line.contains("shared objects file"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path kept() throws IOException {
        try (Stream<Path> files = Files.walk(installed)) {
            return files.filter(file -> file.endsWith("rockpool.aot"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
