package dev.rockpool.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Compresses with gzip.
final class Gzip {

    private static final int BUFFER = 8 * 1_024;

    private Gzip() {}

    /// Compresses as well as gzip can. Takes its time: for what is sent many times.
    static byte[] pack(byte[] content) {
        var packed = new ByteArrayOutputStream(content.length / 2);
        try (var gzip = stream(packed, Deflater.BEST_COMPRESSION)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return packed.toByteArray();
    }

    /// Whether a browser that sends this `Accept-Encoding` reads gzip; all browsers do, some programs do not.
    static boolean isAccepted(@Nullable String acceptEncoding) {
        return acceptEncoding != null && acceptEncoding.contains("gzip") && !acceptEncoding.contains("gzip;q=0");
    }

    /// Compresses what is written to it on its way to `out`; its end is written when it is closed.
    ///
    /// @param level 1, the quickest, to 9, the smallest
    static OutputStream stream(OutputStream out, int level) throws IOException {
        return new Leveled(out, level);
    }

    private static final class Leveled extends GZIPOutputStream {

        Leveled(OutputStream out, int level) throws IOException {
            super(out, BUFFER);
            def.setLevel(level);
        }
    }
}
