package dev.rockpool.e2e.browser;

import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/// Files as somebody may want to attach them.
public final class Samples {

    private Samples() {}

    /// A picture of rings in water, as PNG.
    public static FilePayload picture(String name, int width, int height) {
        return png(name, water(width, height));
    }

    /// The same as GIF.
    public static FilePayload gif(String name, int width, int height) {
        return new FilePayload(name, "image/gif", written("gif", water(width, height)));
    }

    private static BufferedImage water(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0x0a6c77), width, height, new Color(0xa9d3d7)));
        pen.fillRect(0, 0, width, height);
        pen.setColor(new Color(0xe2f1f2));
        for (int r = 20; r < width; r += 40) {
            pen.drawOval(width / 2 - r, height * 2 / 3 - r / 2, 2 * r, r);
        }
        pen.dispose();
        return image;
    }

    /// A photo that lies on its side and says so, and where it was taken, as cameras write it (Exif in JPEG).
    public static FilePayload photoOfAPlace(String name, int width, int height) {
        byte[] plain = written("jpeg", water(width, height));
        ByteBuffer exif = ByteBuffer.allocate(102);
        exif.putShort((short) 0xffe1).putShort((short) 100).put(ascii("Exif\0\0"));
        exif.put(ascii("MM")).putShort((short) 42).putInt(8);
        // Which side is up, and where the place is told.
        exif.putShort((short) 2);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 6)
                .putShort((short) 0);
        exif.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(38).putInt(0);
        exif.putShort((short) 2);
        exif.putShort((short) 1).putShort((short) 2).putInt(2).put(ascii("N\0\0\0"));
        exif.putShort((short) 2).putShort((short) 5).putInt(3).putInt(68).putInt(0);
        exif.putInt(54).putInt(1).putInt(7).putInt(1).putInt(48).putInt(1);
        return new FilePayload(name, "image/jpeg", within(plain, 2, exif.array()));
    }

    /// A picture with a note in it, as programs that take pictures of the screen leave one.
    public static FilePayload pictureWithNote(String name, int width, int height, String note) {
        FilePayload plain = picture(name, width, height);
        byte[] content = ascii("tEXtComment\0" + note);
        var sum = new CRC32();
        sum.update(content);
        byte[] chunk = ByteBuffer.allocate(content.length + 8)
                .putInt(content.length - 4)
                .put(content)
                .putInt((int) sum.getValue())
                .array();
        // Behind the header, which has 25 bytes.
        return new FilePayload(name, plain.mimeType, within(plain.buffer, 8 + 25, chunk));
    }

    private static byte[] within(byte[] whole, int at, byte[] more) {
        return ByteBuffer.allocate(whole.length + more.length)
                .put(whole, 0, at)
                .put(more)
                .put(whole, at, whole.length - at)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// A picture no two points of which are alike: it packs badly, as a photo does.
    public static FilePayload photo(String name, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x / 16 * 31 ^ y / 16 * 17) << 8 | random.nextInt(64));
            }
        }
        return png(name, image);
    }

    private static FilePayload png(String name, BufferedImage image) {
        return new FilePayload(name, "image/png", written("png", image));
    }

    private static byte[] written(String format, BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// A file of words.
    public static FilePayload text(String name, String type, String words) {
        return new FilePayload(name, type, words.getBytes(StandardCharsets.UTF_8));
    }

    /// A file of bytes that are neither words nor a picture.
    public static FilePayload archive(String name) {
        return new FilePayload(name, "application/zip", new byte[] {'P', 'K', 3, 4, 0, 0, 0, (byte) 0xff});
    }
}
