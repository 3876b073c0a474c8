package dev.rockpool.file;

import dev.rockpool.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a file is, found out from its bytes: what its sender calls it only counts among texts.
///
/// @param characters how long a text is; 0 for what is none
record FileType(FileKind kind, String mediaType, int characters) {

    /// What is still readable beside an agent's other work; more is hardly looked at pixel by pixel.
    private static final long MOST_PIXELS = 50_000_000;

    /// How much text a message can carry, in characters.
    static final int LONGEST_TEXT = 200_000;

    static final String PLAIN = "text/plain";

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    /// A browser would run these, and they are nothing but text here.
    private static final Set<String> RUN_BY_BROWSERS = Set.of("text/html", "text/xml", "text/javascript");

    private static final Pattern TEXT = Pattern.compile("text/[a-z0-9.+-]{1,64}|application/(json|yaml|toml)");

    /// Finds out what a file is.
    ///
    /// @param told what its sender says it is; null for nothing
    /// @throws Problem when it is nothing an agent can be given (415), or too large for what it is (413)
    static FileType of(String name, @Nullable String told, byte[] bytes) {
        FileType type = image(name, bytes)
                .or(() -> text(told, bytes))
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.UNSUPPORTED,
                        "file",
                        "‘%s’ cannot be attached. Images (PNG, JPEG, GIF, WebP) and text files in UTF-8 can."
                                .formatted(name)));
        FileSize.check(name, bytes.length, type.kind());
        if (type.characters() > LONGEST_TEXT) {
            throw Problem.of(
                    Problem.Kind.TOO_LARGE,
                    "file",
                    "‘%s’ has %,d characters; a text file may have %,d. Cut it, or paste the part that matters."
                            .formatted(name, type.characters(), LONGEST_TEXT));
        }
        return type;
    }

    private static Optional<FileType> image(String name, byte[] bytes) {
        try {
            return ImageHeader.read(bytes).map(header -> image(name, header));
        } catch (ImageHeader.Unreadable _) {
            throw Problem.of(
                    Problem.Kind.UNSUPPORTED,
                    "file",
                    "‘%s’ begins like an image but cannot be read as one. Save it anew and attach that."
                            .formatted(name));
        }
    }

    private static FileType image(String name, ImageHeader header) {
        if ((long) header.width() * header.height() > MOST_PIXELS) {
            throw Problem.of(
                    Problem.Kind.TOO_LARGE,
                    "file",
                    "‘%s’ has %,d × %,d pixels; an image may have %,d million in all. Make it smaller."
                            .formatted(name, header.width(), header.height(), MOST_PIXELS / 1_000_000));
        }
        return new FileType(FileKind.IMAGE, header.mediaType(), 0);
    }

    private static Optional<FileType> text(@Nullable String told, byte[] bytes) {
        boolean isPdf =
                ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, PDF.length)).equals(ByteBuffer.wrap(PDF));
        return isPdf
                ? Optional.empty()
                : words(bytes).map(text -> new FileType(FileKind.TEXT, mediaType(told), text.length()));
    }

    /// The words of a text; empty for what is none in UTF-8.
    static Optional<String> words(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static String mediaType(@Nullable String told) {
        String type = told == null ? "" : told.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return TEXT.matcher(type).matches() && !RUN_BY_BROWSERS.contains(type) ? type : PLAIN;
    }
}
