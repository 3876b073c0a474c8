package dev.rockpool.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Folders for programs to live in, removed at the latest when this JVM ends, after [ChildProcess] has ended the
/// programs.
public final class TempFolders {

    private static final Set<Path> CREATED = ConcurrentHashMap.newKeySet();

    private TempFolders() {}

    /// A new empty folder among the system's temporary ones.
    public static Path create(String prefix) {
        try {
            Path folder = Files.createTempDirectory(prefix);
            CREATED.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder", e);
        }
    }

    /// Removes a folder and all in it.
    public static void remove(Path folder) {
        Cache.deleteTree(folder);
        CREATED.remove(folder);
    }

    static void removeAll() {
        CREATED.forEach(TempFolders::remove);
    }
}
