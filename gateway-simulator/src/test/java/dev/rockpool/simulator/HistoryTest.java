package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HistoryTest {
    private final GatewaySimulator simulator =
            GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withGap(Duration.ZERO));
    private final WireClient client = new WireClient(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void tellsWhatWasSaidWithoutTheTimeTheModelIsShown() {
        client.say("webchat-1", "/sim text=answer");
        var history = history("");

        assertThat(history.path("sessionKey").asString()).isEqualTo("agent:main:webchat-1");
        assertThat(history.path("hasMore").asBoolean()).isFalse();
        assertThat(history.path("nextCursor").isMissingNode()).isTrue();
        assertThat(history.path("items")).isEqualTo(history.path("messages"));
        assertThat(history.at("/messages/0/role").asString()).isEqualTo("user");
        assertThat(history.at("/messages/0/content").asString()).isEqualTo("/sim text=answer");
        assertThat(history.at("/messages/0/__openclaw/seq").asLong()).isEqualTo(1);
        assertThat(history.at("/messages/1/role").asString()).isEqualTo("assistant");
        assertThat(history.at("/messages/1/content/0/text").asString()).isEqualTo("answer");
        assertThat(history.at("/messages/1/__openclaw/runId").asString()).startsWith("chatcmpl_");
    }

    @Test
    void pagesBackToTheBeginningWithoutGapOrRepeat() {
        for (var i = 1; i <= 4; i++) {
            client.say("webchat-1", "/sim text=answer" + i);
        }
        var seen = new ArrayList<Long>();
        for (var page = history("?limit=3");
                ;
                page = history("?limit=3&cursor=" + page.path("nextCursor").asString())) {
            var seqs = new ArrayList<Long>();
            page.path("messages")
                    .forEach(message -> seqs.add(message.at("/__openclaw/seq").asLong()));
            seen.addAll(0, seqs);
            if (!page.path("hasMore").asBoolean()) {
                break;
            }
        }
        assertThat(seen).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L));
    }

    @Test
    void anUnknownSessionIsNotFound() {
        var answer = client.get("/sessions/agent%3Amain%3Anowhere/history");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorType()).isEqualTo("not_found");
    }

    @Test
    void tellsThatAnAnswerFailedButNotWhatHadComeOfIt() {
        client.stream("webchat-1", "/sim tokens=3 error-after=1").rest();
        var history = history("");
        assertThat(history.path("messages")).hasSize(2);
        assertThat(history.at("/messages/1/stopReason").asString()).isEqualTo("error");
        assertThat(history.at("/messages/1/content/0/text").asString()).contains("LLM request failed (HTTP 400)");
    }

    @Test
    void tellsThatTheSessionWasReset() {
        client.say("webchat-1", "hello");
        var reset = WireClient.object().put("action", "reset").put("sessionKey", "agent:main:webchat-1");
        client.tool("sessions", "agent:main:caller", reset);
        assertThat(history("").path("messages")).hasSize(1);
        assertThat(history("").at("/messages/0/role").asString()).isEqualTo("system");
        assertThat(history("").at("/messages/0/__openclaw/kind").asString()).isEqualTo("reset");
    }

    @Test
    void tellsToolsAndThoughtsAsRowsOfTheTurnWhichItsStreamDoesNotShow() {
        var said = client.stream("webchat-1", "/sim text=\"One. Two.\" tools=1 tools-after=1 thinking");

        assertThat(said.text()).isEqualTo("One.\n\nTwo.");
        var rows = history("").path("messages");
        assertThat(rows).hasSize(5);
        assertThat(rows.get(1).at("/content/0/text").asString()).isEqualTo("One.");
        assertThat(rows.get(2).at("/content/0/type").asString()).isEqualTo("thinking");
        assertThat(rows.get(2).at("/content/1/name").asString()).isEqualTo("exec");
        assertThat(rows.get(2).at("/content/1/arguments/command").asString()).isEqualTo("ls tide-1");
        assertThat(rows.get(1).at("/__openclaw/seq")).isEqualTo(rows.get(2).at("/__openclaw/seq"));
        assertThat(rows.get(3).at("/role").asString()).isEqualTo("toolResult");
        assertThat(rows.get(3).at("/toolCallId")).isEqualTo(rows.get(2).at("/content/1/id"));
        assertThat(rows.get(4).at("/content/1/text").asString()).isEqualTo("Two.");
        assertThat(rows.get(1).at("/__openclaw/runId")).isEqualTo(rows.get(4).at("/__openclaw/runId"));
    }

    @Test
    void wordsBeforeAToolMayBeInTheHistoryOnlyAsWhereTheModelThinks() {
        var none = client.stream("webchat-1", "/sim text=\"Let me look. Here.\" tools=1 tools-after=3 unheard");
        var half = client.stream("webchat-2", "/sim text=\"Let me look. Here.\" tools=1 tools-after=3 unheard=1");

        assertThat(none.text()).isEqualTo("Here.");
        assertThat(half.text().split("\\s+")).containsExactly("Let", "me", "Here.");
        assertThat(history("").at("/messages/1/content/0/text").asString().strip())
                .isEqualTo("Let me look.");
    }

    @Test
    void aSessionCanBeDeletedAsSomebodyMayAtTheGateway() {
        client.say("webchat-1", "hello");

        assertThat(simulator.deleteSession("agent:main:webchat-1")).isTrue();

        assertThat(simulator.deleteSession("agent:main:webchat-1")).isFalse();
        assertThat(simulator.sessions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=x", "cursor=0", "cursor=zzz"})
    void refusesWhatIsNoPlaceInIt(String query) {
        client.say("webchat-1", "hello");
        var answer = client.get("/sessions/agent%3Amain%3Awebchat-1/history?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage())
                .isEqualTo(query.substring(0, query.indexOf('=')) + " must be a positive integer");
    }

    private JsonNode history(String query) {
        return client.get("/sessions/agent%3Amain%3Awebchat-1/history" + query).json();
    }
}
