package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import dev.rockpool.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A server that is stopped while answers are being written, and started again.
@Timeout(60)
class DrainTest {

    @TempDir
    Path data;

    @Nullable
    TestNode node;

    String chat;

    @BeforeEach
    void newChat() {
        chat = UUID.randomUUID().toString();
    }

    @AfterEach
    void close() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void answersThatEndInTimeAreWholeHoweverShortSpringsPatience() {
        TestClient ada = start("rockpool.runs.drain=20s", "spring.lifecycle.timeout-per-shutdown-phase=100ms");
        ada.say(chat, "/sim tokens=100 gap=20 word=tide");
        awaitTurn();

        ada = restart(ada);

        JsonNode answer = ada.settledMessages(chat).get(1);
        assertThat(answer.at("/metadata/status").asString()).isEqualTo("finished");
        assertThat(answer.at("/parts/0/text").asString().strip()).endsWith("tide-100");
    }

    @Test
    void answersThatTakeLongerAreInterruptedWithTheirTextAndCanBeAskedForAgain() {
        TestClient ada = start("rockpool.runs.drain=300ms");
        ada.say(chat, "/sim tokens=100000 gap=10 word=long");
        awaitTurn();

        ada = restart(ada);

        JsonNode answer = ada.settledMessages(chat).get(1);
        assertThat(answer.at("/metadata/status").asString()).isEqualTo("interrupted");
        assertThat(answer.at("/parts/0/text").asString()).startsWith("long-1 ");
        assertThat(ada.retry(chat).status()).isEqualTo(202);
        ada.post("/api/chat/" + chat + "/stop", "{}");
    }

    @Test
    void whatWaitsIsNotBegunUntilTheNextStart() {
        TestClient ada = start("rockpool.runs.drain=20s");
        ada.say(chat, "first /sim tokens=50 gap=20 word=one");
        awaitTurn();
        ada.say(chat, "second /sim text=\"two\"");
        closeNode();
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(1);

        ada = startAgain(ada);

        TestClient browser = ada;
        await().until(() -> browser.settledMessages(chat).size() == 4);
        assertThat(ada.settledMessages(chat).get(1).at("/metadata/status").asString())
                .isEqualTo("finished");
        assertThat(ada.settledMessages(chat).get(3).at("/parts/0/text").asString())
                .isEqualTo("two");
    }

    @Test
    void nothingNewIsTakenMeanwhileButAnAnswerCanBeStopped() throws Exception {
        TestClient ada = start("rockpool.runs.drain=30s");
        ada.say(chat, "/sim tokens=100000 gap=10 word=long");
        awaitTurn();
        RunEngine engine = bean(RunEngine.class);
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(engine::stop);
        await().until(() -> !engine.accepts());

        Reply refused = ada.say(UUID.randomUUID().toString(), "too late");
        Reply stopped = ada.post("/api/chat/" + chat + "/stop", "{}");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("retry-after", List.of("2"));
        assertThat(refused.message()).contains("again");
        assertThat(stopped.status()).isEqualTo(200);
        stopping.get(10, TimeUnit.SECONDS);
        assertThat(ada.settledMessages(chat).get(1).at("/metadata/status").asString())
                .isEqualTo("stopped");
    }

    private TestClient start(String... settings) {
        List<String> all = new java.util.ArrayList<>(List.of(settings));
        all.add("rockpool.data=" + data);
        node = TestNode.start(all.toArray(String[]::new));
        return TestClient.guest(node.port());
    }

    private TestClient restart(TestClient browser) {
        closeNode();
        return startAgain(browser);
    }

    private void closeNode() {
        if (node != null) {
            node.close();
        }
    }

    private TestClient startAgain(TestClient browser) {
        TestNode again = TestNode.start("rockpool.data=" + data);
        node = again;
        return browser.at(again.port());
    }

    private <T> T bean(Class<T> type) {
        if (node == null) {
            throw new IllegalStateException("The server is not started.");
        }
        return node.bean(type);
    }

    private void awaitTurn() {
        await().until(() -> TestGateway.turns("main", "webchat-" + chat).size() == 1);
    }
}
