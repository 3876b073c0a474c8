package dev.rockpool.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What an image says of itself before its first pixel.
///
/// @param width  in pixels
/// @param height in pixels
record ImageHeader(String mediaType, int width, int height) {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    /// An image that ends before it has said so, or is none after all.
    static final class Unreadable extends Exception {

        Unreadable() {
            super("no image", null, false, false);
        }
    }

    /// Reads the header of a PNG, JPEG, GIF or WebP image by its first bytes, whatever it is called.
    ///
    /// @return empty for what is none of them
    /// @throws Unreadable when it begins like one and goes on otherwise
    static Optional<ImageHeader> read(byte[] bytes) throws Unreadable {
        try {
            Optional<ImageHeader> header = header(bytes);
            if (header.isPresent() && (header.get().width <= 0 || header.get().height <= 0)) {
                throw new Unreadable();
            }
            return header;
        } catch (IndexOutOfBoundsException | IllegalStateException _) {
            throw new Unreadable();
        }
    }

    private static Optional<ImageHeader> header(byte[] bytes) {
        if (begins(bytes, 0, PNG)) {
            return Optional.of(png(bytes));
        }
        if (begins(bytes, 0, JPEG)) {
            return Optional.of(jpeg(ByteBuffer.wrap(bytes)));
        }
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (begins(bytes, 0, ascii("GIF87a")) || begins(bytes, 0, ascii("GIF89a"))) {
            return Optional.of(new ImageHeader("image/gif", unsigned(little, 6), unsigned(little, 8)));
        }
        if (begins(bytes, 0, ascii("RIFF")) && begins(bytes, 8, ascii("WEBP"))) {
            return Optional.of(webp(bytes, little));
        }
        return Optional.empty();
    }

    private static ImageHeader png(byte[] bytes) {
        if (!begins(bytes, 12, ascii("IHDR"))) {
            throw new IllegalStateException("no header");
        }
        ByteBuffer image = ByteBuffer.wrap(bytes);
        return new ImageHeader("image/png", image.getInt(16), image.getInt(20));
    }

    /// Past whatever stands before the frame: previews, colours, where it was taken.
    private static ImageHeader jpeg(ByteBuffer image) {
        int at = 2;
        while (true) {
            while (image.get(at) == (byte) 0xff && image.get(at + 1) == (byte) 0xff) {
                at++;
            }
            if (image.get(at) != (byte) 0xff) {
                throw new IllegalStateException("no segment");
            }
            int marker = image.get(at + 1) & 0xff;
            if (isFrame(marker)) {
                return new ImageHeader("image/jpeg", unsigned(image, at + 7), unsigned(image, at + 5));
            }
            boolean isAlone = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
            at += isAlone ? 2 : 2 + Math.max(2, unsigned(image, at + 2));
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static ImageHeader webp(byte[] bytes, ByteBuffer image) {
        String type = "image/webp";
        return switch (new String(bytes, 12, 4, StandardCharsets.US_ASCII)) {
            case "VP8 " -> new ImageHeader(type, unsigned(image, 26) & 0x3fff, unsigned(image, 28) & 0x3fff);
            case "VP8L" -> {
                int bits = image.getInt(21);
                yield new ImageHeader(type, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
            }
            case "VP8X" -> new ImageHeader(type, threeBytes(image, 24) + 1, threeBytes(image, 27) + 1);
            default -> throw new IllegalStateException("no known chunk");
        };
    }

    private static int threeBytes(ByteBuffer image, int at) {
        return unsigned(image, at) | (image.get(at + 2) & 0xff) << 16;
    }

    private static int unsigned(ByteBuffer image, int at) {
        return Short.toUnsignedInt(image.getShort(at));
    }

    private static boolean begins(byte[] bytes, int at, byte[] with) {
        if (bytes.length < at + with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if (bytes[at + i] != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
