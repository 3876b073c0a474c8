package dev.rockpool.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Compresses as well as gzip can. Takes its time: for what is sent many times.
final class Gzip {

    private Gzip() {}

    static byte[] pack(byte[] content) {
        var packed = new ByteArrayOutputStream(content.length / 2);
        try (var gzip = new Best(packed)) {
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

    private static final class Best extends GZIPOutputStream {

        Best(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
