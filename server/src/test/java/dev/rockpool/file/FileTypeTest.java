package dev.rockpool.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rockpool.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a file is taken for.
class FileTypeTest {

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void anImageIsKnownByItsBytesWhateverItIsCalled(String format) throws ImageHeader.Unreadable {
        byte[] image = Pictures.picture(format, 40, 30);

        assertThat(ImageHeader.read(image)).contains(new ImageHeader("image/" + format, 40, 30));
        assertThat(FileType.of("notes.txt", "text/plain", image).mediaType()).isEqualTo("image/" + format);
    }

    @Test
    void aWebpTellsItsSizeInThreeWays() throws ImageHeader.Unreadable {
        ImageHeader wanted = new ImageHeader("image/webp", 40, 30);

        assertThat(ImageHeader.read(Pictures.webp("VP8 ", 0, 0, 0, 0x9d, 1, 0x2a, 40, 0, 30, 0)))
                .contains(wanted);
        int bits = 39 | 29 << 14;
        assertThat(ImageHeader.read(
                        Pictures.webp("VP8L", 0x2f, bits & 255, bits >> 8 & 255, bits >> 16 & 255, bits >> 24)))
                .contains(wanted);
        assertThat(ImageHeader.read(Pictures.webp("VP8X", 0, 0, 0, 0, 39, 0, 0, 29, 0, 0)))
                .contains(wanted);
    }

    @Test
    void aPhotographIsFoundBehindItsPreviewAndItsProfile() throws ImageHeader.Unreadable {
        byte[] plain = Pictures.picture("jpeg", 40, 30);
        byte[] segment = new byte[65_535 + 2];
        segment[0] = (byte) 0xff;
        segment[1] = (byte) 0xe2;
        segment[2] = (byte) 0xff;
        segment[3] = (byte) 0xff;
        byte[] photograph = new byte[plain.length + segment.length];
        System.arraycopy(plain, 0, photograph, 0, 2);
        System.arraycopy(segment, 0, photograph, 2, segment.length);
        System.arraycopy(plain, 2, photograph, 2 + segment.length, plain.length - 2);

        assertThat(ImageHeader.read(photograph)).contains(new ImageHeader("image/jpeg", 40, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void anImageThatEndsInItsHeaderIsRefusedAndNeverCrashes(String format) {
        byte[] whole = Pictures.picture(format, 40, 30);
        for (int length = 8; length < 20; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (format.equals("gif") && length >= 10) {
                break;
            }
            assertThat(refusal("a." + format, "image/" + format, cut).kind()).isEqualTo(Problem.Kind.UNSUPPORTED);
        }
    }

    @Test
    void anImageOfNoPixelsOrTooManyIsRefused() {
        assertThat(refusal("a.png", "image/png", Pictures.vastPng(0, 10)).kind())
                .isEqualTo(Problem.Kind.UNSUPPORTED);
        assertThat(refusal("a.png", "image/png", Pictures.vastPng(-1, 10)).kind())
                .isEqualTo(Problem.Kind.UNSUPPORTED);
        Problem vast = refusal("sky.png", "image/png", Pictures.vastPng(100_000, 100_000));
        assertThat(vast.kind()).isEqualTo(Problem.Kind.TOO_LARGE);
        assertThat(vast.sentence()).contains("sky.png", "100,000 × 100,000", "50 million");
    }

    @ParameterizedTest
    @CsvSource({
        "notes.md,text/markdown,text/markdown",
        "a.csv,text/csv; charset=utf-8,text/csv",
        "a.json,application/json,application/json",
        "a.log,application/octet-stream,text/plain",
        "a.html,text/html,text/plain",
        "a.svg,image/svg+xml,text/plain",
        "a.js,text/javascript,text/plain",
        "a.txt,'text/<script>',text/plain"
    })
    void aTextKeepsItsTypeUnlessABrowserWouldRunIt(String name, String told, String kept) {
        FileType type = FileType.of(name, told, bytes("<svg onload=alert(1)>"));

        assertThat(type.kind()).isEqualTo(FileKind.TEXT);
        assertThat(type.mediaType()).isEqualTo(kept);
        assertThat(type.characters()).isEqualTo(21);
    }

    @Test
    void aTextMayBeginWithAByteOrderMarkWhichIsNotPartOfIt() {
        assertThat(FileType.words(bytes("\ufeffHello"))).contains("Hello");
    }

    @Test
    void whatIsNeitherImageNorTextIsRefusedSayingWhatIsTaken() {
        for (byte[] bytes : new byte[][] {
            bytes("%PDF-1.7 all in letters"),
            {'P', 'K', 3, 4, (byte) 0xff},
            bytes("a\0b"),
            "Grüße".getBytes(StandardCharsets.ISO_8859_1),
            "hello".getBytes(StandardCharsets.UTF_16)
        }) {
            Problem refusal = refusal("a.bin", "text/plain", bytes);
            assertThat(refusal.kind()).isEqualTo(Problem.Kind.UNSUPPORTED);
            assertThat(refusal.sentence()).contains("‘a.bin’", "PNG, JPEG, GIF, WebP", "UTF-8");
        }
    }

    @Test
    void aTextThatIsLongerThanAMessageCarriesIsRefused() {
        assertThat(FileType.of("a.txt", null, bytes("a".repeat(FileType.LONGEST_TEXT)))
                        .characters())
                .isEqualTo(FileType.LONGEST_TEXT);
        assertThat(refusal("a.txt", null, bytes("a".repeat(FileType.LONGEST_TEXT + 1)))
                        .sentence())
                .contains("200,001", "200,000");
        assertThat(refusal("a.txt", null, bytes("ä".repeat(600_000))).sentence())
                .contains("‘a.txt’ has 1.2 MB", "a text file may have 1 MB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tide.png | tide.png",
                "C:\\fakepath\\tide.png | tide.png",
                "../../etc/passwd | passwd",
                "gnp\u202e.exe | gnp.exe",
                "'   ' | file",
                "'..' | file",
                "潮汐 🌊.png | 潮汐 🌊.png"
            })
    void aNameIsOneLineWithoutFoldersAndWithoutWhatCannotBeSeen(String told, String kept) {
        assertThat(FileName.clean(told)).isEqualTo(kept);
    }

    @Test
    void aNameHasNoLineBreaksAndNothingThatEndsAText() {
        assertThat(FileName.clean("a\u0000\r\nb.txt")).isEqualTo("ab.txt");
    }

    @Test
    void aLongNameKeepsItsEnding() {
        assertThat(FileName.clean("a".repeat(300) + ".tar.gz"))
                .hasSize(120)
                .startsWith("aaa")
                .endsWith("….gz");
        assertThat(FileName.clean("🌊".repeat(300))).endsWith("…").hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void aNameWithHalfACharacterIsStillAName() {
        assertThatThrownBy(() -> FileType.of(FileName.clean("\ud83c.bin"), null, new byte[] {0}))
                .hasMessageContaining("‘?.bin’");
    }

    private static Problem refusal(String name, @Nullable String told, byte[] bytes) {
        return catchThrowableOfType(Problem.class, () -> FileType.of(name, told, bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
