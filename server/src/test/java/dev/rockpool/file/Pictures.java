package dev.rockpool.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// Images to send.
final class Pictures {

    private Pictures() {}

    /// @param format `png`, `jpeg` or `gif`
    static byte[] picture(String format, int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] png() {
        return picture("png", 8, 6);
    }

    /// A PNG of so many bytes: what stands behind its end is nobody's business.
    static byte[] png(int size) {
        return Arrays.copyOf(png(), size);
    }

    /// A PNG that says it has so many pixels.
    static byte[] vastPng(int width, int height) {
        ByteBuffer png = ByteBuffer.wrap(png());
        png.putInt(16, width).putInt(20, height);
        return png.array();
    }

    /// The beginning of a WebP, as libwebp writes it.
    ///
    /// @param chunk `VP8 `, `VP8L` or `VP8X`, with what follows its length
    static byte[] webp(String chunk, int... bytes) {
        ByteBuffer image = ByteBuffer.allocate(20 + bytes.length);
        image.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(0);
        image.put(("WEBP" + chunk).getBytes(StandardCharsets.US_ASCII)).putInt(0);
        for (int next : bytes) {
            image.put((byte) next);
        }
        return image.array();
    }
}
