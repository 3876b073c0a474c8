package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.e2e.product.AnswerStream;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.ChatMessage;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server that is killed in mid-answer loses at most the last batch of text, and never a person's
/// message.
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class KillIT {

    private static final int GAP_MILLIS = 20;
    private static final int LOST_AT_MOST = 250 / GAP_MILLIS + 1;

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;

    @BeforeEach
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.guest(server.url());
    }

    @AfterEach
    void stop() {
        person.close();
        server.close();
        gateway.close();
    }

    @Test
    void theMessageAndTheAnswerUpToTheLastBatchOutliveAKill() {
        String chat = ApiClient.newId();
        String question = "Count. /sim tokens=3000 word=w gap=" + GAP_MILLIS;
        Reply taken = person.say(chat, "main", question);
        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        String answer = taken.json().path("messageId").asString();
        String received;
        try (AnswerStream stream = Objects.requireNonNull(person.follow(chat))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> stream.text().contains("w-100 "));
            server.kill();
            await().atMost(Duration.ofSeconds(10)).until(stream::ended);
            received = stream.text();
        }

        server.restart();

        ChatMessage kept = person.awaitAnswer(chat, answer);
        assertThat(person.messages(chat)).extracting(ChatMessage::text).startsWith(question);
        assertThat(kept.status()).isEqualTo("interrupted");
        assertThat(kept.error()).isNotBlank();
        assertThat(exactCount(kept.text())).isGreaterThanOrEqualTo(exactCount(received) - LOST_AT_MOST);
        assertThat(person.chats()).hasSize(1);

        String again = retried(chat, answer);
        assertThat(person.messages(chat)).hasSize(2);
        assertThat(person.stop(chat).status()).isEqualTo(200);
        assertThat(person.awaitAnswer(chat, again).text()).startsWith("w-1 ");
        SimulatedTurn turn = conversation(chat).getLast();
        assertThat(turn.userMessage()).isEqualTo(question);
        assertThat(turn.systemNote()).contains("repeats the person's previous message");
    }

    private String retried(String chat, String answer) {
        Reply again = person.retry(chat, answer);
        assertThat(again.status()).as(again.toString()).isEqualTo(202);
        try (AnswerStream stream = Objects.requireNonNull(person.follow(chat))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> stream.text().contains("w-20 "));
        }
        return again.json().path("messageId").asString();
    }

    private List<SimulatedTurn> conversation(String chat) {
        return gateway.turns().stream()
                .filter(turn -> turn.sessionKey().equals("agent:main:webchat-" + chat))
                .toList();
    }

    /// How many whole tokens a text has, which must be `w-1 w-2 ...` without a gap.
    private static int exactCount(String text) {
        String[] words = text.strip().split(" ", -1);
        for (int i = 0; i < words.length - 1; i++) {
            assertThat(words[i]).isEqualTo("w-" + (i + 1));
        }
        return words.length;
    }
}
