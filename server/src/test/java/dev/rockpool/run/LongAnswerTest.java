package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.testing.OnSqlite;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestGateway;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Answers that have more text than a server will hold.
@OnSqlite
@TestPropertySource(properties = "rockpool.runs.max-answer=1KB")
@Timeout(60)
class LongAnswerTest {

    private static final int LIMIT = 1024;

    @LocalServerPort
    int port;

    TestClient ada;
    String chat;

    @BeforeEach
    void aGuest() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
    }

    @Test
    void anAnswerThatIsTooLongIsEndedAtTheGatewayTooAndKeptAsFarAsItCame() {
        int openBefore = TestGateway.simulator().openStreams();
        JsonNode answer = answerTo("/sim tokens=100000 gap=1 word=tide");

        assertThat(answer.at("/metadata/status").asString()).isEqualTo("failed");
        assertThat(answer.at("/metadata/error/code").asString()).isEqualTo("too_long:gateway");
        assertThat(answer.at("/metadata/error/message").asString()).contains("more than 1 KB");
        String kept = answer.at("/parts/0/text").asString();
        assertThat(kept).startsWith("tide-1 tide-2 ");
        assertThat(kept.length()).isBetween(LIMIT - "tide-100 ".length(), LIMIT);
        await().until(() -> TestGateway.simulator().openStreams() <= openBefore);
    }

    @Test
    void theChatGoesOnAfterIt() {
        answerTo("/sim tokens=100000 gap=1");

        assertThat(answerTo("/sim text=short").at("/metadata/status").asString())
                .isEqualTo("finished");
    }

    @Test
    void anAnswerOfExactlyThatManyLettersIsWhole() {
        String text = "x".repeat(LIMIT);

        JsonNode answer = answerTo("/sim text=" + text);

        assertThat(answer.at("/metadata/status").asString()).isEqualTo("finished");
        assertThat(answer.at("/parts/0/text").asString()).isEqualTo(text);
    }

    private JsonNode answerTo(String message) {
        ada.say(chat, message);
        return ada.settledMessages(chat).valueStream().toList().getLast();
    }
}
