package dev.rockpool.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A body as it arrives, however slowly: its beginning in memory, the rest on the disk.
final class Spool implements AutoCloseable {

    private static final int IN_MEMORY = 256 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final byte[] head;
    private final @Nullable Path rest;
    private final long size;

    private Spool(byte[] head, @Nullable Path rest, long size) {
        this.head = head;
        this.rest = rest;
        this.size = size;
    }

    /// Reads `body` to its end, or until it has more than `most` bytes.
    ///
    /// @throws IOException when it breaks off
    static Spool of(InputStream body, long most) throws IOException {
        byte[] head = body.readNBytes(IN_MEMORY);
        if (head.length < IN_MEMORY || head.length > most) {
            return new Spool(head, null, head.length);
        }
        Path rest = temporary();
        try {
            return new Spool(head, rest, head.length + copy(body, rest, most - head.length));
        } catch (IOException | RuntimeException e) {
            delete(rest);
            throw e;
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("rockpool-file", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long copy(InputStream body, Path to, long most) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long count = 0;
        try (OutputStream out = open(to)) {
            for (int read = body.read(chunk); read >= 0 && count <= most; read = body.read(chunk)) {
                write(out, chunk, read);
                count += read;
            }
        }
        return count;
    }

    private static OutputStream open(Path file) {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A disk that is full is no fault of the sender's.
    private static void write(OutputStream out, byte[] chunk, int length) {
        try {
            out.write(chunk, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In bytes; more than was allowed when the body had more.
    long size() {
        return size;
    }

    /// All of it.
    byte[] bytes() {
        if (rest == null) {
            return head;
        }
        try {
            return ByteBuffer.allocate(Math.toIntExact(size))
                    .put(head)
                    .put(Files.readAllBytes(rest))
                    .array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (rest != null) {
            delete(rest);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
