package dev.rockpool.e2e.browser;

import dev.rockpool.e2e.process.Command;
import dev.rockpool.e2e.process.Once;
import dev.rockpool.e2e.process.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Where Chromium is on this machine: named by `ROCKPOOL_TEST_BROWSER`, on the PATH, downloaded by
/// Playwright earlier, or installed now with the system's packages or by Playwright.
final class BrowserInstall {

    private static final Duration ASK = Duration.ofSeconds(60);
    private static final Duration INSTALL = Duration.ofMinutes(8);
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome");
    private static final List<Path> APPLICATIONS = List.of(
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));
    private static final Supplier<Optional<Path>> SEARCH = Once.of(BrowserInstall::search);

    private BrowserInstall() {}

    /// The browser, found or installed once per JVM; empty when this machine has none and cannot get one.
    static Optional<Path> find() {
        return SEARCH.get();
    }

    private static Optional<Path> search() {
        String named = System.getenv("ROCKPOOL_TEST_BROWSER");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        Optional<Path> found = installed().or(BrowserInstall::fromPackages).or(BrowserInstall::fromPlaywright);
        Setup.say(found.map(path -> "The browser tests use " + path)
                .orElse("The browser tests are skipped: no Chromium was found and none could be installed"
                        + " (name one with ROCKPOOL_TEST_BROWSER)"));
        return found;
    }

    private static Optional<Path> installed() {
        return Stream.concat(
                        NAMES.stream().flatMap(name -> Command.find(name).stream()),
                        Stream.concat(APPLICATIONS.stream(), downloadedByPlaywright()))
                .filter(BrowserInstall::runs)
                .findFirst();
    }

    // A name on the PATH may be a mere pointer to a package that is not there.
    private static boolean runs(Path browser) {
        return Files.isExecutable(browser)
                && new Command(List.of(browser.toString(), "--no-sandbox", "--version"), ASK)
                        .run(Map.of())
                        .ok();
    }

    private static Stream<Path> downloadedByPlaywright() {
        String configured = System.getenv("PLAYWRIGHT_BROWSERS_PATH");
        Path home = Path.of(System.getProperty("user.home"));
        return Stream.of(
                        Path.of(configured == null || configured.isBlank() ? "/nonexistent" : configured),
                        home.resolve(".cache/ms-playwright"),
                        home.resolve("Library/Caches/ms-playwright"))
                .filter(Files::isDirectory)
                .flatMap(BrowserInstall::chromiumsIn);
    }

    private static Stream<Path> chromiumsIn(Path folder) {
        try (Stream<Path> entries = Files.find(
                folder, 6, (path, _) -> path.endsWith("chrome") || path.endsWith("Google Chrome for Testing"))) {
            return entries.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + folder, e);
        }
    }

    private static Optional<Path> fromPackages() {
        Optional<Path> apt = Command.find("apt-get");
        if (apt.isEmpty() || !System.getProperty("user.name", "").equals("root")) {
            return Optional.empty();
        }
        Setup.say("Installing the package chromium with apt-get for the browser tests (once)");
        Map<String, String> quiet = Map.of("DEBIAN_FRONTEND", "noninteractive");
        boolean done = new Command(List.of(apt.get().toString(), "update"), INSTALL)
                        .run(quiet)
                        .ok()
                && new Command(List.of(apt.get().toString(), "install", "-y", "chromium"), INSTALL)
                        .run(quiet)
                        .ok();
        return done ? installed() : Optional.empty();
    }

    private static Optional<Path> fromPlaywright() {
        Setup.say("Downloading Chromium with Playwright for the browser tests (once)");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        boolean done = new Command(
                        List.of(
                                java.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "com.microsoft.playwright.CLI",
                                "install",
                                "chromium"),
                        INSTALL)
                .run(Map.of())
                .ok();
        return done ? installed() : Optional.empty();
    }
}
