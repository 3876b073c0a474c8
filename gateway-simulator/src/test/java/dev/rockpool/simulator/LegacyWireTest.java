package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LegacyWireTest {
    private final GatewaySimulator simulator =
            GatewaySimulator.start(SimulatorOptions.of(Dialect.LEGACY).withGap(Duration.ZERO));
    private final WireClient client = new WireClient(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void streamsTheRoleWithTheFirstTokenAndNoFinishOrUsageChunk() {
        var events = client.stream("webchat-1", "/sim text=\"alpha beta\"").rest();

        assertThat(events).hasSize(4).last().isEqualTo("[DONE]");
        assertThat(events.getFirst()).contains("\"role\":\"assistant\"").doesNotContain("finish_reason");
        assertThat(WireClient.Stream.text(events)).isEqualTo("alpha beta");
        assertThat(events).noneMatch(event -> event.contains("stop") || event.contains("usage"));
    }

    @Test
    void saysNothingBeforeTheFirstToken() {
        assertThat(client.stream("webchat-1", "/sim empty").rest()).containsExactly("[DONE]");
    }

    @Test
    void aWholeAnswerCountsNoTokens() {
        var answer = client.say("webchat-1", "/sim text=hello length");
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.json().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(answer.json().at("/usage/total_tokens").asLong(-1)).isZero();
    }

    @Test
    void hidesThatTheModelFailed() {
        assertThat(client.stream("webchat-1", "/sim error=provider").rest()).containsExactly("[DONE]");
        var whole = client.say("webchat-1", "/sim error=provider");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.text()).isEqualTo("HTTP 400: 400 bad request upstream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/healthz", "/readyz", "/v1/models", "/sessions/x/history", "/__openclaw/control-ui-config.json"
            })
    void answersEveryOtherPageWithItsAppShell(String path) {
        var answer = client.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/html");
    }

    @Test
    void needsTheToken() {
        try (var stranger = new WireClient(simulator.url(), "wrong")) {
            assertThat(stranger.say("webchat-1", "hello").errorType()).isEqualTo("unauthorized");
        }
    }

    @Test
    void resetsTheConnectionWhenABodyIsOverOneMegabyte() {
        assertThat(client.say("webchat-1", "x".repeat(1024 * 1024 - 500) + " /sim text=ok")
                        .text())
                .isEqualTo("ok");
        assertThatThrownBy(() -> client.say("webchat-1", "x".repeat(2 * 1024 * 1024)))
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aClosedStreamRunsOnUnseenAndIsRemembered() {
        var stream = client.stream("webchat-1", "/sim tokens=20 word=unseen gap=10ms");
        stream.firstText();
        stream.close();
        await().untilAsserted(() -> assertThat(simulator.openStreams()).isZero());

        client.say("webchat-1", "next");
        assertThat(simulator.abortedStreams()).isZero();
        assertThat(simulator.turns().getLast().shown())
                .anyMatch(message -> message.text().contains("unseen-20"));
    }

    @Test
    void aClosedStreamThatStillWaitedRunsWhenItsTurnComes() {
        var first = client.stream("webchat-1", "/sim tokens=40 gap=10ms");
        first.firstText();
        client.stream("webchat-1", "the second /sim text=second").close();
        first.rest();
        client.say("webchat-1", "the third");
        assertThat(simulator.turns()).hasSize(3);
        assertThat(simulator.turns().getLast().shown())
                .anyMatch(message -> message.text().equals("second"));
    }

    @Test
    void showsTheModelMessagesAsTheyAreWithoutTheTime() {
        client.say("webchat-1", "hello");
        assertThat(simulator.turns().getLast().shownUserTexts()).containsExactly("hello");
    }

    @Test
    void listsSessionsButCannotChangeThem() {
        client.say("webchat-1", "hello");
        var list = client.tool("sessions_list", "agent:main:x", WireClient.object());
        assertThat(list.json().at("/result/details/sessions/0/key").asString()).isEqualTo("agent:main:webchat-1");
        assertThat(list.json().at("/result/details/sessions/0/archived").isMissingNode())
                .isTrue();
        assertThat(client.tool("sessions", "agent:main:x", WireClient.object().put("action", "delete"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void ignoresWhereARequestWasForwardedFrom() {
        var answer = client.post(
                "/v1/chat/completions", WireClient.body("openclaw", "/sim text=ok"), "X-Forwarded-For", "10.0.0.1");
        assertThat(answer.text()).isEqualTo("ok");
    }
}
