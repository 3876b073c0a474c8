package dev.rockpool.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

    @Test
    void sessionKeyIsQualifiedByItsAgent() {
        assertThat(SessionKey.of("webchat-1").qualified(AgentId.of("ops"))).isEqualTo("agent:ops:webchat-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a:b", "a b", "a\n", "agent:main:x", "ä", "../x", "a_b"})
    void whatIsNoSessionKeyIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionKey.of(value))
                .withMessageStartingWith("A session key is");
    }

    @Test
    void sessionKeyHasAtMost128Characters() {
        assertThat(SessionKey.of("a".repeat(128)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> SessionKey.of("a".repeat(129)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_a", "Main", "a:b", "a/b", "main\n"})
    void whatIsNoAgentIdIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> AgentId.of(value));
        assertThat(AgentId.isValid(value)).isFalse();
    }

    @Test
    void turnHasTextOrAnImage() {
        ChatRequest.Image image = ChatRequest.Image.of("image/png", new byte[] {1});

        assertThat(ChatRequest.of("a").withImages(List.of(image)).images()).containsExactly(image);
        assertThat(new ChatRequest(AgentId.MAIN, SessionKey.MAIN, List.of(), "", List.of(image), null, null).message())
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> ChatRequest.of(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/html", "image/", "image/png;x", "IMAGE/PNG", "image/png\n"})
    void whatIsNoImageTypeIsRefused(String mediaType) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChatRequest.Image.of(mediaType, new byte[] {1}));
    }

    @Test
    void imageIsNotWrittenOutInLogs() {
        assertThat(ChatRequest.Image.of("image/png", new byte[] {1, 2}).toString())
                .contains("image/png")
                .doesNotContain("AQI=");
        assertThatIllegalArgumentException().isThrownBy(() -> ChatRequest.Image.of("image/png", new byte[0]));
    }

    @Test
    void earlierMessageHasText() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChatRequest.Entry(ChatRequest.Role.USER, " "));
    }

    @Test
    void modelStringNamesTheSession() {
        ModelString model = new ModelString(SessionKey.of("webchat-1"));

        assertThat(model).hasToString("openclaw:webchat-1");
        assertThat(ModelString.parse("openclaw:webchat-1")).isEqualTo(model);
        assertThatIllegalArgumentException().isThrownBy(() -> ModelString.parse("openclaw/main"));
    }

    @Test
    void credentialIsNeverShown() {
        Credential credential = new Credential("s3cret");

        assertThat(credential.toString()).doesNotContain("s3cret");
        assertThat(GatewaySettings.of("x", URI.create("http://h"), credential).toString())
                .doesNotContain("s3cret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Credential("s3cret token"))
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:18789, http://127.0.0.1:18789",
        "http://host:1/, http://host:1",
        "HTTPS://host/gw//, https://host/gw",
        "ws://host:18789, http://host:18789",
        "wss://host?x=1#y, https://host",
        "http://[::1]:18789, http://[::1]:18789",
    })
    void addressIsNormalized(URI given, URI used) {
        assertThat(GatewaySettings.of("x", given, null).url()).isEqualTo(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "host", "http:///path", "http://user:pw@host"})
    void whatIsNoAddressIsRefused(URI url) {
        assertThatIllegalArgumentException().isThrownBy(() -> GatewaySettings.of("x", url, null));
    }

    @Test
    void timesArePositive() {
        GatewaySettings settings = GatewaySettings.of("x", URI.create("http://h"), null);

        assertThatIllegalArgumentException().isThrownBy(() -> settings.withIdleTimeout(Duration.ZERO));
    }

    @Test
    void requestHasAMessageAndAHeaderSafeModel() {
        assertThatIllegalArgumentException().isThrownBy(() -> ChatRequest.of(" \n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatRequest.of("hi").withModel("a\r\nx-openclaw-session-key: b"));
    }
}
