package dev.rockpool.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.source.SecretScan.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody finds a key, a token or a password in the source. What is planted here is put together
/// from pieces, or it would be found itself.
class SourceSecretsTest {

    private static final Random CHANCE = new Random(7);

    @TempDir
    Path folder;

    @Test
    void theSourceHoldsNoSecret() throws IOException {
        Path root = SourceFiles.root();
        List<Path> files = SourceFiles.below(root);
        assertThat(files).contains(Path.of("pom.xml"), Path.of("server/src/main/resources/application.yaml"));
        assertThat(SecretScan.of(root, files)).isEmpty();
    }

    @Test
    void withoutGitTheSameFilesAreLookedAt() throws IOException {
        Path root = SourceFiles.root();
        assertThat(SourceFiles.walked(root)).containsAll(SourceFiles.below(root));
    }

    static Stream<String> secrets() {
        return Stream.of(
                "-----BEGIN " + "PRIVATE KEY-----",
                "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
                "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----",
                "AGE-SECRET-" + "KEY-1" + drawn("ABCDEFGHJKLMNPQR023456789", 58),
                "AK" + "IA" + drawn("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
                "Account" + "Key=" + word(86) + "==",
                "AI" + "za" + word(35),
                "GOC" + "SPX-" + word(28),
                "dop" + "_v1_" + drawn("0123456789abcdef", 64),
                "gh" + "p_" + word(36),
                "github" + "_pat_" + word(82),
                "gl" + "pat-" + word(20),
                "np" + "m_" + word(36),
                "//example.org/:_auth" + "Token=" + word(20),
                "pyp" + "i-" + word(100),
                "sk-" + "ant-api03-" + word(93),
                "sk-" + "proj-" + word(48),
                "s" + "k-" + word(48),
                "h" + "f_" + word(34),
                "xox" + "b-123456789012-" + word(24),
                "https://hooks.sl" + "ack.com/services/T0001/B0002/" + word(24),
                "12345678:" + "AA" + word(33),
                "sk_" + "live_" + word(24),
                "ey" + "J" + word(20) + ".ey" + "J" + word(40) + "." + word(43));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void aPlantedSecretIsFoundInAnyFileAndNotRepeated(String secret) throws IOException {
        Files.writeString(folder.resolve("Thing.java"), "class Thing {\n    String key = \"" + secret + "\";\n}\n");

        List<Finding> found = SecretScan.of(folder, SourceFiles.below(folder));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().line()).isEqualTo(2);
        assertThat(found.toString()).startsWith("[Thing.java:2 ").doesNotContain(secret);
    }

    static Stream<String> settings() {
        return Stream.of(
                "OPENCLAW_GATEWAY_" + "TOKEN=" + word(32),
                "  pass" + "word: '" + word(24) + "'",
                "\"client_" + "secret\": \"" + word(28) + "\"",
                "<api" + "Key>" + word(24) + "</api" + "Key>",
                "ENV KEY " + drawn("0123456789abcdef", 64));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aRandomValueInASettingIsFound(String line) {
        assertThat(SecretScan.in(line, true)).containsExactly("random value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROCKPOOL_SECRET_KEY: ${ROCKPOOL_SECRET_KEY:}",
                "OPENCLAW_GATEWAY_TOKEN=the-gateways-own-token",
                "`PasskeySuite.somebodyElsesPasskeyIsNotThere`, `OidcSuite.anAnswerToAnotherBrowserIsRefused`",
                "org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient",
                "\"id\": \"123e4567-e89b-12d3-a456-426614174000\"",
            })
    void whatPeopleWriteIsNot(String line) {
        assertThat(SecretScan.in(line, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".env", ".env.production", "server.pem", "id_ed25519", "store.p12", "rockpool.db", ".npmrc"})
    void aFileThatIsKeptToOneselfIsFoundByItsName(String name) throws IOException {
        Files.writeString(folder.resolve(name), "");
        assertThat(SecretScan.of(folder, SourceFiles.below(folder)))
                .containsExactly(new Finding(Path.of(name), 0, "private file"));
    }

    private static String word(int length) {
        return drawn("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
    }

    private static String drawn(String alphabet, int length) {
        return CHANCE.ints(length, 0, alphabet.length())
                .mapToObj(alphabet::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
