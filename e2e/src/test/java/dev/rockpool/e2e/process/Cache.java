package dev.rockpool.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The folder where downloaded programs stay from build to build: `$XDG_CACHE_HOME/rockpool-tests`, by
/// default under `~/.cache`. An entry appears complete or not at all, also when two builds fill the cache
/// at once.
public final class Cache {

    private static final String UNFINISHED = ".unfinished-";

    private final Path folder;

    public Cache() {
        this(defaultFolder());
    }

    Cache(Path folder) {
        this.folder = folder;
    }

    private static Path defaultFolder() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("rockpool-tests");
    }

    /// The entry of this name, made by `fill` in an empty folder when it is not there yet.
    public synchronized Path get(String name, Consumer<Path> fill) {
        Path entry = folder.resolve(name);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                names(UNFINISHED).forEach(this::remove); // left by a build that was killed: we hold the lock
                return Files.isDirectory(entry) ? entry : fillAndMove(entry, fill);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot fill the cache folder " + folder, e);
        }
    }

    /// The names of the entries that begin with `prefix`.
    public List<String> names(String prefix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the cache folder " + folder, e);
        }
    }

    public void remove(String name) {
        deleteTree(folder.resolve(name));
    }

    private Path fillAndMove(Path entry, Consumer<Path> fill) throws IOException {
        Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
        try {
            fill.accept(unfinished);
            return Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(unfinished);
        }
    }

    /// Removes a folder and all in it; nothing happens when it is not there.
    public static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + root, e);
        }
    }
}
