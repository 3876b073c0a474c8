package dev.rockpool.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of the SQLite file, held by one server at a time: a second one would take the first one's
/// runs for dead.
final class DataFolder implements AutoCloseable {

    private static final String DATABASE = "rockpool.db";
    private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /// Creates the folder if need be and locks it until [#close] or the end of the process.
    static DataFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            FileChannel lockFile = FileChannel.open(
                    folder.resolve("rockpool.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new IllegalStateException("Another Rockpool is using the data folder " + folder
                        + ". Stop it, or give this one a folder of its own with ROCKPOOL_DATA.");
            }
            createPrivately(folder.resolve(DATABASE));
            return new DataFolder(folder, lockFile);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + folder + " cannot be used. Set ROCKPOOL_DATA.", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// Makes the file that holds everybody's words, and the secret cookies are signed with, its owner's
    /// alone; SQLite gives the files it puts beside it the same rights. One that is there keeps its own.
    private static void createPrivately(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException | UnsupportedOperationException e) {
            log.debug("{} is left with the rights it gets: {}", file, e.toString());
        }
    }

    Path databaseFile() {
        return folder.resolve(DATABASE);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
