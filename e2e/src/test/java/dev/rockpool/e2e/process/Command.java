package dev.rockpool.e2e.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A command run to its end, such as `npm view`.
public record Command(List<String> words, Duration limit) {

    /// How a command ended: its exit code and everything it printed.
    public record Result(int code, String output) {

        public boolean ok() {
            return code == 0;
        }
    }

    public Command {
        words = List.copyOf(words);
    }

    /// A program of this name on the PATH.
    public static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Runs the command with this JVM's environment and the given additions. A command over its limit is
    /// killed and counts as failed.
    public Result run(Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("rockpool-e2e-", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
                builder.environment().putAll(environment);
                int code = await(builder.start());
                return new Result(
                        code, Files.readString(output, StandardCharsets.UTF_8).strip());
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + String.join(" ", words), e);
        }
    }

    private int await(Process process) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return -1;
    }
}
