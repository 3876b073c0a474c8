package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rockpool.gateway.SecretBox.UnreadableException;
import dev.rockpool.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

    private static final String TOKEN = "the-token-of-the-gateway";
    private static final String HERE = "gateway:1";

    @TempDir
    Path data;

    @Test
    void whatWasSealedIsOpenedAndCannotBeReadOtherwise() throws Exception {
        SecretBox box = box(key(1), "");

        String sealed = box.seal(TOKEN, HERE);

        assertThat(sealed).startsWith("v1.").doesNotContain(TOKEN);
        assertThat(box.open(sealed, HERE)).isEqualTo(TOKEN);
        assertThat(box.seal(TOKEN, HERE)).isNotEqualTo(sealed);
    }

    @Test
    void whatIsPutElsewhereOrTouchedDoesNotOpen() {
        SecretBox box = box(key(1), "");
        String sealed = box.seal(TOKEN, HERE);
        char last = sealed.charAt(sealed.length() - 3);
        String touched = sealed.substring(0, sealed.length() - 3)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 2);

        assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> box.open(sealed, "gateway:2"));
        assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> box.open(touched, HERE));
        assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> box.open("v9.x.y", HERE));
        assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> box.open(TOKEN, HERE));
    }

    @Test
    void anOldKeyOpensAndIsKnownToBeOld() throws Exception {
        String sealed = box(key(1), "").seal(TOKEN, HERE);
        SecretBox rotated = box(key(2), key(3) + ", " + key(1));

        assertThat(rotated.open(sealed, HERE)).isEqualTo(TOKEN);
        assertThat(rotated.isOutdated(sealed)).isTrue();
        assertThat(rotated.isOutdated(rotated.seal(TOKEN, HERE))).isFalse();
    }

    @Test
    void aKeyThatIsNotThereIsNamedByItsId() {
        String sealed = box(key(1), "").seal(TOKEN, HERE);

        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> box(key(2), "").open(sealed, HERE))
                .withMessageContaining(sealed.split("\\.")[1]);
    }

    @Test
    void withoutASettingAKeyFileIsMadeOnceAndKept() throws Exception {
        SecretBox box = box("", "");
        assertThat(file()).doesNotExist();

        String sealed = box.seal(TOKEN, HERE);

        assertThat(Base64.getDecoder().decode(Files.readString(file()).strip())).hasSize(32);
        assertThat(box("", "").open(sealed, HERE)).isEqualTo(TOKEN);
    }

    @Test
    void aKeyFileThatAnotherNodeMakesLaterIsFound() throws Exception {
        SecretBox early = box("", "");
        String sealed = box("", "").seal(TOKEN, HERE);

        assertThat(early.open(sealed, HERE)).isEqualTo(TOKEN);
        assertThat(early.isOutdated(sealed)).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theKeyFileIsItsOwnersAlone() throws IOException {
        box("", "").seal(TOKEN, HERE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void theKeyOfTheFileStillOpensOnceASettingTakesItsPlace() throws Exception {
        String sealed = box("", "").seal(TOKEN, HERE);
        SecretBox set = box(key(1), "");

        assertThat(set.open(sealed, HERE)).isEqualTo(TOKEN);
        assertThat(set.isOutdated(sealed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "c2hvcnQ=", "not base64 at all!"})
    void whatIsNoKeyIsRefusedWithoutShowingIt(String wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box(wrong, ""))
                .withMessageContaining("ROCKPOOL_SECRET_KEY")
                .withMessageNotContaining(wrong);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box(key(1), wrong))
                .withMessageContaining("ROCKPOOL_SECRET_KEY_OLD")
                .withMessageNotContaining(wrong);
    }

    private SecretBox box(String key, String old) {
        return new SecretBox(new SecretKeys(key, old, new StorageSettings(data.resolve("data"), "")));
    }

    private Path file() {
        return data.resolve("data/secret.key");
    }

    private static String key(int filledWith) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filledWith);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
