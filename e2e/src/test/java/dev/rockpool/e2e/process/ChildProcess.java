package dev.rockpool.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/// A program started by a test, with its output in a file. It ends with the test, and at the latest with
/// this JVM.
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(150);
    private static final int TAIL_LINES = 30;
    private static final Path LOGS = Path.of("target", "e2e-logs");
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::endAll));
    }

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts a program with exactly the given environment, its output and errors going to a log file of
    /// its own.
    public static ChildProcess start(
            String name, List<String> command, Path directory, Map<String, String> environment) {
        try {
            Files.createDirectories(LOGS);
            Path log = LOGS.resolve(name + "-" + NUMBERS.incrementAndGet() + ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            ChildProcess child = new ChildProcess(builder.start(), log);
            RUNNING.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name + ": " + String.join(" ", command), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// Everything the program printed so far.
    public String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }

    /// The last lines the program printed, for the message of a failure.
    public String tail() {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /// Waits until the program does what it was started for; if it does not, it is ended and its last lines
    /// are shown.
    public void awaitReady(Duration limit, Callable<Boolean> ready) {
        try {
            Awaitility.await()
                    .atMost(limit)
                    .pollInterval(POLL)
                    .failFast("the program has ended", () -> !alive())
                    .until(ready);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            close();
            throw new IllegalStateException("Not ready: " + log + "\n" + tail(), e);
        }
    }

    /// Asks the program to end and waits for it; after the limit it is killed.
    public void stop() {
        process.destroy();
        if (!ended(STOP_LIMIT)) {
            kill();
        }
        RUNNING.remove(this);
    }

    /// Asks the program to end and does not wait for it.
    public void terminate() {
        process.destroy();
    }

    /// Waits until the program is gone.
    ///
    /// @return false when it still runs after this time
    public boolean awaitEnd(Duration limit) {
        boolean gone = ended(limit);
        if (gone) {
            RUNNING.remove(this);
        }
        return gone;
    }

    /// Sends the program a signal by its name.
    public void signal(String name) {
        Command.Result sent = new Command(List.of("kill", "-" + name, Long.toString(pid())), STOP_LIMIT).run(Map.of());
        if (!sent.ok()) {
            throw new IllegalStateException("kill -" + name + ": " + sent.output());
        }
    }

    /// Ends the program and everything it started at once, as `kill -9` does, and waits until it is gone.
    public void kill() {
        killTree();
        if (!ended(STOP_LIMIT)) {
            throw new IllegalStateException("Process " + pid() + " does not end");
        }
        RUNNING.remove(this);
    }

    @Override
    public void close() {
        if (alive()) {
            kill();
        }
        RUNNING.remove(this);
    }

    private static void endAll() {
        RUNNING.forEach(ChildProcess::kill);
        TempFolders.removeAll();
    }

    private void killTree() {
        try (Stream<ProcessHandle> children = process.descendants()) {
            // Collected first: once the parent is gone its children no longer count as descendants.
            List<ProcessHandle> all = children.toList();
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
