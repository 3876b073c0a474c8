package dev.rockpool.e2e.browser;

import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;

/// Files as somebody may want to attach them.
public final class Samples {

    private Samples() {}

    /// A picture of rings in water, as PNG.
    public static FilePayload picture(String name, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0x0a6c77), width, height, new Color(0xa9d3d7)));
        pen.fillRect(0, 0, width, height);
        pen.setColor(new Color(0xe2f1f2));
        for (int r = 20; r < width; r += 40) {
            pen.drawOval(width / 2 - r, height * 2 / 3 - r / 2, 2 * r, r);
        }
        pen.dispose();
        return png(name, image);
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
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FilePayload(name, "image/png", bytes.toByteArray());
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
