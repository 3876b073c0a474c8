package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelStringWireTest {
    private final GatewaySimulator simulator =
            GatewaySimulator.start(SimulatorOptions.of(Dialect.MODEL_STRING).withGap(Duration.ZERO));
    private final WireClient client = new WireClient(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void readsTheSessionFromTheModelStringAndIgnoresTheHeader() {
        client.chat("openclaw:webchat-1", "agent:main:webchat-2", "hello one");
        client.chat("openclaw:webchat-2", null, "hello two");
        var answer = client.chat("openclaw:webchat-1", null, "What do you remember?");

        assertThat(answer.text())
                .contains("hello one")
                .doesNotContain("hello two")
                .contains("`webchat-1`");
        assertThat(simulator.sessions()).containsExactlyInAnyOrder("webchat-1", "webchat-2");
        assertThat(simulator.turns().getLast().sessionKey()).isEqualTo("webchat-1");
    }

    @Test
    void refusesAModelThatNamesNoSession() {
        for (var model : new String[] {"openclaw", "openclaw:", "openclaw/main", "gpt-4"}) {
            assertThat(client.chat(model, null, "hello").status()).isEqualTo(400);
        }
    }

    @Test
    void streamsAsOpenAiDoes() {
        var body = WireClient.body("openclaw:webchat-1", "/sim text=hello").put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        var events = client.stream(body).rest();
        assertThat(events).hasSize(5).last().isEqualTo("[DONE]");
        assertThat(events.get(1)).contains("\"model\":\"openclaw:webchat-1\"");
        assertThat(events.get(2)).contains("\"finish_reason\":\"stop\"");
        assertThat(events.get(3)).contains("\"usage\"");
    }

    @Test
    void hasNoOtherEndpointOfOpenClaw() {
        for (var path :
                new String[] {"/healthz", "/readyz", "/sessions/x/history", "/__openclaw/control-ui-config.json"}) {
            var answer = client.get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.contentType()).startsWith("application/json");
        }
        assertThat(client.tool("sessions_list", "main", WireClient.object()).status())
                .isEqualTo(404);
        assertThat(client.get("/v1/models").json().at("/data/0/id").asString()).isEqualTo("openclaw:main");
    }

    @Test
    void needsTheToken() {
        try (var stranger = new WireClient(simulator.url(), null)) {
            assertThat(stranger.get("/v1/models").status()).isEqualTo(401);
        }
    }

    @Test
    void closingAStreamAbortsItsRun() {
        var body = WireClient.body("openclaw:webchat-1", "/sim stall-after=1").put("stream", true);
        var stream = client.stream(body);
        stream.firstText();
        stream.close();
        await().untilAsserted(() -> assertThat(simulator.abortedStreams()).isEqualTo(1));
    }
}
