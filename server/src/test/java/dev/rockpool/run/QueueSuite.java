package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Messages sent while an answer is being written: they wait, can be changed, and go out in order.
@Timeout(60)
abstract class QueueSuite {

    /// An answer that lasts until it is stopped.
    private static final String LONG = "/sim tokens=100000 gap=10 word=long";

    @LocalServerPort
    int port;

    @Autowired
    RunEngine engine;

    TestClient ada;
    String chat;

    @BeforeEach
    void anAnswerIsOn() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
        ada.say(chat, "first " + LONG);
        await().until(() -> TestGateway.turns("main", "webchat-" + chat).size() == 1);
    }

    @Test
    void aWaitingMessageIsNotPartOfTheConversationUntilItsTurn() {
        Reply accepted = say("second /sim text=\"two\"");

        assertThat(accepted.json().at("/status").asString()).isEqualTo("queued");
        JsonNode waiting = conversation();
        assertThat(words(waiting.at("/messages"))).containsExactly("first " + LONG);
        assertThat(waiting.at("/run/status").asString()).isEqualTo("running");
        assertThat(waiting.at("/queued")).hasSize(1);
        assertThat(waiting.at("/queued/0/messageId")).isEqualTo(accepted.json().at("/messageId"));
        assertThat(waiting.at("/queued/0/question/parts/0/text").asString()).isEqualTo("second /sim text=\"two\"");
        assertThat(waiting.at("/chat/queued").asInt()).isEqualTo(1);

        stop();

        List<String> order = words(ada.settledMessages(chat));
        assertThat(order).hasSize(4);
        assertThat(order.get(1)).startsWith("long-1");
        assertThat(order.subList(2, 4)).containsExactly("second /sim text=\"two\"", "two");
        assertThat(conversation().at("/chat/queued").asInt()).isZero();
    }

    @Test
    void messagesAreAnsweredInTheOrderTheyWereSent() {
        say("second /sim text=\"two\"");
        say("third /sim text=\"three\"");

        stop();

        await().until(() -> words(ada.settledMessages(chat)).size() == 6);
        assertThat(words(ada.settledMessages(chat)).subList(2, 6))
                .containsExactly("second /sim text=\"two\"", "two", "third /sim text=\"three\"", "three");
    }

    @Test
    void anEditedMessageIsSentInItsNewWordsAndStaysTheSameWhenSentAgain() {
        String message = UUID.randomUUID().toString();
        Reply sent = ada.say(chat, message, "secnd /sim text=\"typo\"");

        Reply edited = ada.patch(queue(message), "{\"text\": \"second /sim text=\\\"two\\\"\"}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().at("/question/parts/0/text").asString()).isEqualTo("second /sim text=\"two\"");
        assertThat(ada.say(chat, message, "secnd /sim text=\"typo\"").json().at("/runId"))
                .isEqualTo(sent.json().at("/runId"));
        stop();
        assertThat(words(ada.settledMessages(chat)).subList(2, 4)).containsExactly("second /sim text=\"two\"", "two");
        assertThat(ada.say(chat, message, "secnd /sim text=\"typo\"").json().at("/runId"))
                .isEqualTo(sent.json().at("/runId"));
        assertThat(turns()).hasSize(2);
    }

    @Test
    void aMessageTakenOutIsNeverSent() {
        String message = UUID.randomUUID().toString();
        ada.say(chat, message, "never this");
        say("but this /sim text=\"yes\"");

        Reply removed = ada.delete(queue(message));

        assertThat(removed.json().at("/question/parts/0/text").asString()).isEqualTo("never this");
        assertThat(conversation().at("/chat/queued").asInt()).isEqualTo(1);
        stop();
        assertThat(words(ada.settledMessages(chat)).subList(2, 4)).containsExactly("but this /sim text=\"yes\"", "yes");
        assertThat(turns()).extracting(SimulatedTurn::userMessage).noneMatch(text -> text.contains("never"));
        assertThat(ada.delete(queue(message)).status()).isEqualTo(404);
    }

    @Test
    void sendNowStopsTheAnswerAndOvertakesWhatWaits() {
        say("second /sim text=\"two\"");
        String urgent = UUID.randomUUID().toString();
        ada.say(chat, urgent, "urgent /sim text=\"now\"");
        await().until(() -> !conversation().at("/run").isNull());

        assertThat(ada.post(queue(urgent) + "/now", "{}").status()).isEqualTo(200);

        await().until(() -> words(ada.settledMessages(chat)).size() == 6);
        JsonNode messages = ada.settledMessages(chat);
        assertThat(messages.at("/1/metadata/status").asString()).isEqualTo("stopped");
        assertThat(words(messages).subList(2, 6))
                .containsExactly("urgent /sim text=\"now\"", "now", "second /sim text=\"two\"", "two");
    }

    @Test
    void whatHasBegunOrWasNeverSentCannotBeChanged() {
        String begun = conversation().at("/run/question/id").asString();

        for (Reply reply : List.of(
                ada.patch(queue(begun), "{\"text\": \"other\"}"),
                ada.delete(queue(begun)),
                ada.post(queue(begun) + "/now", "{}"))) {
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.code()).isEqualTo("conflict:chat");
            assertThat(reply.message()).contains("no longer waits");
        }
        assertThat(ada.delete(queue(UUID.randomUUID().toString())).status()).isEqualTo(404);
        stop();
        assertThat(words(ada.settledMessages(chat))).first().isEqualTo("first " + LONG);
    }

    @Test
    void anEmptyMessageIsNoEdit() {
        String message = UUID.randomUUID().toString();
        ada.say(chat, message, "second /sim text=\"two\"");

        assertThat(ada.patch(queue(message), "{\"text\": \"  \"}").message()).contains("empty");
        assertThat(ada.patch(queue(message), "{}").status()).isEqualTo(400);
        assertThat(ada.patch(queue(message), "[]").status()).isEqualTo(400);
        stop();
        assertThat(words(ada.settledMessages(chat)).get(2)).isEqualTo("second /sim text=\"two\"");
    }

    @Test
    void aStreamOfAWaitingMessageWaitsAndThenCarriesItsAnswer() {
        CompletableFuture<Reply> stream = inBackground(() -> ada.converse(chat, "second /sim tokens=20 word=tide"));
        await().until(() -> conversation().at("/queued").size() == 1);
        JsonNode messageId = conversation().at("/queued/0/messageId");

        stop();

        List<JsonNode> chunks = stream.join().chunks();
        assertThat(chunks.getFirst().at("/messageId")).isEqualTo(messageId);
        assertThat(text(chunks)).startsWith("tide-1 ").endsWith("tide-20");
    }

    @Test
    void aStreamOfAMessageTakenOutEnds() {
        String message = UUID.randomUUID().toString();
        String body = TestClient.message(chat, message, "second", "main");
        CompletableFuture<Reply> stream = inBackground(() -> ada.post("/api/chat", body));
        await().until(() -> conversation().at("/queued").size() == 1);

        ada.delete(queue(message));

        assertThat(stream.join().chunks().getLast().at("/type").asString()).isEqualTo("abort");
    }

    @Test
    void theTimeLimitOfAnAnswerDoesNotCountItsWaiting() {
        RunId second = new RunId(say("second " + LONG).json().at("/runId").asString());
        stop();
        ActiveRun run = await().until(
                        () -> engine.find(second),
                        found -> found.filter(ActiveRun::launched).isPresent())
                .orElseThrow();
        Duration waited = Duration.between(run.run().createdAt(), run.launchedAt());

        engine.stopOlderThan(waited, run.launchedAt().plusMillis(1));
        assertThat(run.endingWith(RunEvent.End.finished("stop"))).isEqualTo(RunEvent.End.finished("stop"));
        engine.stopOlderThan(waited, run.launchedAt().plus(waited).plusMillis(1));

        JsonNode answer = ada.settledMessages(chat).get(3);
        assertThat(answer.at("/metadata/error/code").asString()).isEqualTo("timeout:run");
    }

    @Test
    void everyChangeMakesANewVersionAndAFinishedAnswerIsUnread() {
        long running = version();
        say("second /sim text=\"two\"");
        long queued = version();
        stop();
        ada.settledMessages(chat);
        JsonNode ended = conversation().at("/chat");

        assertThat(queued).isGreaterThan(running);
        assertThat(ended.at("/version").asLong()).isGreaterThan(queued);
        assertThat(ended.at("/state").asString()).isEqualTo("idle");
        assertThat(ended.at("/unread").asBoolean()).isTrue();
        say(LONG);
        assertThat(conversation().at("/chat/unread").asBoolean()).isFalse();
        assertThat(conversation().at("/chat/state").asString()).isEqualTo("running");
        stop();
        ada.settledMessages(chat);
        assertThat(conversation().at("/chat/unread").asBoolean()).isFalse();
        assertThat(conversation().at("/chat/state").asString()).isEqualTo("stopped");
    }

    private static CompletableFuture<Reply> inBackground(Supplier<Reply> call) {
        return CompletableFuture.supplyAsync(call).orTimeout(30, TimeUnit.SECONDS);
    }

    private Reply say(String text) {
        return ada.say(chat, text);
    }

    private void stop() {
        assertThat(ada.post("/api/chat/" + chat + "/stop", "{}").status()).isEqualTo(200);
    }

    private String queue(String message) {
        return "/api/chat/" + chat + "/queue/" + message;
    }

    private JsonNode conversation() {
        return ada.get("/api/messages?chatId=" + chat).json();
    }

    private long version() {
        return conversation().at("/chat/version").asLong();
    }

    private List<SimulatedTurn> turns() {
        return TestGateway.turns("main", "webchat-" + chat);
    }

    private static List<String> words(JsonNode messages) {
        return StreamSupport.stream(messages.spliterator(), false)
                .map(message -> message.at("/parts/0/text").asString("").strip())
                .toList();
    }

    private static String text(List<JsonNode> chunks) {
        return chunks.stream()
                .filter(chunk -> chunk.at("/type").asString().equals("text-delta"))
                .map(chunk -> chunk.at("/delta").asString())
                .reduce("", String::concat)
                .strip();
    }
}
