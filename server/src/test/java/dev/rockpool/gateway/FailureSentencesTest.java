package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewayError;
import dev.rockpool.openclaw.GatewayError.Kind;
import dev.rockpool.openclaw.GatewayException;
import dev.rockpool.openclaw.GatewaySettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureSentencesTest {

    private static final GatewaySettings HOME =
            GatewaySettings.of("Home server", URI.create("http://127.0.0.1:18789"), new Credential("s3cret-t0ken"));

    @Test
    void unreachableGatewayIsNamedWithItsAddress() {
        assertThat(sentence(Kind.UNREACHABLE, "The connection was refused.", null))
                .isEqualTo("The gateway ‘Home server’ cannot be reached at http://127.0.0.1:18789. Start it, then press"
                        + " Retry.");
        assertThat(sentence(Kind.UNREACHABLE, "The host name x is not known.", null))
                .contains("(“The host name x is not known”)");
    }

    @Test
    void endpointThatIsOffIsNamedBySetting() {
        assertThat(sentence(Kind.ENDPOINT_OFF, "x", null))
                .contains("gateway.http.endpoints.chatCompletions.enabled: true")
                .endsWith("then press Retry.");
    }

    @Test
    void waitsAreToldInWords() {
        assertThat(sentence(Kind.LOCKED_OUT, "x", Duration.ofMinutes(5))).contains("in 5 minutes");
        assertThat(sentence(Kind.RATE_LIMITED, "x", Duration.ofSeconds(1))).endsWith("Press Retry in 1 second.");
        assertThat(sentence(Kind.RATE_LIMITED, "x", null)).endsWith("Press Retry in a minute.");
        assertThat(sentence(Kind.STALLED, "x", null)).contains("nothing for 10 minutes");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyTroubleHasASentenceThatNamesTheGatewayAndNoSecret(Kind kind) {
        String sentence = sentence(kind, "secret sk-abcdefghijkl1234 at /root/.openclaw/agents/x.json", null);

        assertThat(sentence)
                .endsWith(".")
                .doesNotContain("s3cret-t0ken", "sk-abcdefghijkl1234", "/root")
                .containsAnyOf("‘Home server’", "http://127.0.0.1:18789");
        assertThat(FailureSentences.problem(HOME, GatewaySource.ENVIRONMENT, error(kind, "x", null))
                        .sentence())
                .doesNotContain("Retry");
        assertThat(FailureSentences.reason(error(kind, "x", null))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whereASharedGatewayIsNobodyLearnsFromItsTrouble(Kind kind) {
        for (GatewaySource source : new GatewaySource[] {GatewaySource.SHARED, GatewaySource.OWN}) {
            GatewayError error = error(kind, "x", null);
            assertThat(FailureSentences.sentence(HOME, source, error))
                    .endsWith(".")
                    .doesNotContain("127.0.0.1", "OPENCLAW_", "environment");
            assertThat(FailureSentences.problem(HOME, source, error).sentence()).doesNotContain("127.0.0.1", "Retry");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "refused, REFUSED, nobody answers there",
        "timeout, TIMEOUT, does not answer in time",
        "unknown_host, UNKNOWN_HOST, host name is not known",
        "tls, TLS, no secure connection",
        "address_not_allowed, ADDRESS_NOT_ALLOWED, own gateways may not be in",
        "other, UNREACHABLE, the connection broke"
    })
    void everyWayNotToGetThroughIsAProblemOfItsOwn(String type, GatewayProblem.Kind kind, String words) {
        GatewayError error = new GatewayError(Kind.UNREACHABLE, type, "x", "advice", null);

        GatewayProblem problem = FailureSentences.problem(HOME, GatewaySource.SHARED, error);

        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.sentence()).contains(words).endsWith(".");
    }

    @Test
    void endpointThatIsOffComesWithTheSettingToCopy() {
        assertThat(FailureSentences.problem(HOME, GatewaySource.SHARED, error(Kind.ENDPOINT_OFF, "x", null))
                        .setting())
                .isEqualTo("gateway.http.endpoints.chatCompletions.enabled: true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENOENT: no such file '/home/jo/.openclaw/auth.json'",
                "failed in file:///opt/app/dist/x.js:12",
                "see ~/.openclaw/openclaw.json for it",
                "C:\\Users\\Jo\\AppData\\x.log is full",
            })
    void pathsOfTheGatewaysMachineAreLeftOut(String words) {
        assertThat(FailureSentences.cleaned(words))
                .contains("…")
                .doesNotContain("home/jo", ".openclaw", "dist/x.js", "Jo");
    }

    @Test
    void whatIsNoPathStays() {
        assertThat(FailureSentences.cleaned("model fake/small and/or https://provider.example/v1/x said 400"))
                .isEqualTo("model fake/small and/or https://provider.example/v1/x said 400");
    }

    @Test
    void longWordsOfOthersAreCut() {
        assertThat(FailureSentences.cleaned("word\n".repeat(500)))
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aTokenThatAProxyShowsIsNotPassedOn(Kind kind) {
        assertThat(sentence(kind, "The key s3cret-t0ken is not good for it.", null))
                .doesNotContain("s3cret-t0ken");
    }

    @Test
    void failureCarriesTheSentence() {
        GatewayException e = new GatewayException(error(Kind.UNAUTHORIZED, "Unauthorized", null));

        AgentFailure failure = FailureSentences.failure(HOME, GatewaySource.ENVIRONMENT, e);

        assertThat(failure).hasMessageContaining("OPENCLAW_GATEWAY_TOKEN").hasCause(e);
        assertThat(failure.reason()).isEqualTo(AgentFailure.Reason.REFUSED);
    }

    private static String sentence(Kind kind, String message, @Nullable Duration retryAfter) {
        return FailureSentences.sentence(HOME, GatewaySource.ENVIRONMENT, error(kind, message, retryAfter));
    }

    private static GatewayError error(Kind kind, String message, @Nullable Duration retryAfter) {
        return new GatewayError(kind, null, message, "advice", retryAfter);
    }
}
