package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestGateway;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A whole server, its database and a gateway over real HTTP: what a person who chats relies on.
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
abstract class ConversationSuite {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    @Autowired
    RunEngine engine;

    TestClient ada;
    String chat;

    @BeforeEach
    void openThePage() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
    }

    @Test
    void aNewChatGetsItsOwnSessionKeyAndAnAnswer() {
        TestClient.Reply accepted = ada.say(chat, "/sim text=\"Hello Ada\"");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().at("/chat/openclawSessionKey").asString()).isEqualTo("webchat-" + chat);
        JsonNode answer = ada.settledMessages(chat).get(1);
        assertThat(answer.at("/id").asString())
                .isEqualTo(accepted.json().at("/messageId").asString());
        assertThat(answer.at("/parts/0/text").asString()).isEqualTo("Hello Ada");
        assertThat(answer.at("/metadata/status").asString()).isEqualTo("finished");
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(1);
    }

    @Test
    void eachTurnSendsOnlyTheNewMessageAndTheSessionRemembersTheRest() {
        converseInTurn(chat, "first /sim text=\"one\"", "second /sim text=\"two\"", "third /sim text=\"three\"");

        List<SimulatedTurn> turns = TestGateway.turns("main", "webchat-" + chat);
        assertThat(turns).hasSize(3);
        assertThat(turns.getLast().userMessage()).startsWith("third");
        assertThat(turns.getLast().earlierUserMessages())
                .hasSize(2)
                .allSatisfy(earlier -> assertThat(earlier).doesNotContain("third"));
        assertThat(turns).allSatisfy(turn -> assertThat(turn.systemNote()).isNull());
    }

    @Test
    void twoChatsRememberOnlyTheirOwnPast() {
        String other = UUID.randomUUID().toString();
        converseInTurn(chat, "apples /sim text=\"a\"");
        converseInTurn(other, "pears /sim text=\"b\"");
        converseInTurn(chat, "more apples /sim text=\"c\"");

        assertThat(TestGateway.turns("main", "webchat-" + chat).getLast().shownUserTexts())
                .noneMatch(text -> text.contains("pears"));
        assertThat(TestGateway.turns("main", "webchat-" + other).getLast().shownUserTexts())
                .noneMatch(text -> text.contains("apples"));
    }

    @Test
    void theChosenAgentAnswersAndTheChatStaysWithIt() {
        String body = TestClient.message(chat, UUID.randomUUID().toString(), "/sim text=\"ops here\"", "ops");
        assertThat(ada.post("/api/chat", body).status()).isEqualTo(200);

        assertThat(TestGateway.turns("ops", "webchat-" + chat)).hasSize(1);
        TestClient.Reply refused = ada.say(chat, "now you, main");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("belongs to the agent 'ops'");
    }

    @Test
    void aStreamCarriesTheWholeAnswerInAiSdkChunks() {
        TestClient.Reply stream = ada.converse(chat, "/sim tokens=20 word=tide");

        assertThat(stream.headers()).containsEntry("x-vercel-ai-ui-message-stream", List.of("v1"));
        assertThat(stream.body()).endsWith("data: [DONE]\n\n");
        assertThat(chunkTypes(stream))
                .startsWith("start", "start-step", "text-start")
                .endsWith("finish");
        assertThat(textOf(stream)).contains("tide-1").endsWith("tide-20");
    }

    @Test
    void aReaderWhoComesLateIsToldTheAnswerFromItsStart() {
        String messageId =
                ada.say(chat, "/sim tokens=200 gap=5").json().at("/messageId").asString();
        awaitText(chat);

        TestClient.Reply resumed = ada.get("/api/chat/" + chat + "/stream");

        assertThat(resumed.chunks().getFirst().at("/messageId").asString()).isEqualTo(messageId);
        assertThat(textOf(resumed)).startsWith("token-1 ").endsWith("token-200");
    }

    @Test
    void nothingToResumeIsAnEmptyAnswer() {
        converseInTurn(chat, "/sim text=\"done\"");

        assertThat(ada.get("/api/chat/" + chat + "/stream").status()).isEqualTo(204);
    }

    @Test
    void aMessageSentAgainAfterItsAnswerStreamsThatAnswer() {
        String messageId = UUID.randomUUID().toString();
        ada.say(chat, messageId, "/sim tokens=5 word=again");
        JsonNode answer = ada.settledMessages(chat).get(1);

        TestClient.Reply repeated =
                ada.post("/api/chat", TestClient.message(chat, messageId, "/sim tokens=5 word=again", "main"));

        assertThat(repeated.chunks().getFirst().at("/messageId")).isEqualTo(answer.at("/id"));
        assertThat(textOf(repeated)).endsWith("again-5");
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(1);
    }

    @Test
    void theSameMessageSentTwiceIsAnsweredOnce() {
        String messageId = UUID.randomUUID().toString();
        TestClient.Reply first = ada.say(chat, messageId, "/sim text=\"once\"");
        TestClient.Reply second = ada.say(chat, messageId, "/sim text=\"once\"");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json().at("/runId")).isEqualTo(first.json().at("/runId"));
        assertThat(ada.settledMessages(chat)).hasSize(2);
        assertThat(ada.say(chat, messageId, "other words").code()).isEqualTo("conflict:chat");
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(1);
    }

    @Test
    void stopReachesTheGatewayKeepsTheTextAndTheNextTurnTellsTheAgent() {
        int abortedBefore = TestGateway.simulator().abortedStreams();
        ada.say(chat, "/sim tokens=1000 gap=10 word=wave");
        awaitText(chat);
        assertThat(ada.post("/api/chat/" + chat + "/stop", "{}").status()).isEqualTo(200);

        JsonNode answer = ada.settledMessages(chat).get(1);
        String partial = answer.at("/parts/0/text").asString();
        assertThat(answer.at("/metadata/status").asString()).isEqualTo("stopped");
        assertThat(partial).startsWith("wave-1").doesNotContain("wave-1000");
        await().until(() -> TestGateway.simulator().abortedStreams() > abortedBefore);

        converseInTurn(chat, "go on /sim text=\"ok\"", "and now /sim text=\"ok\"");
        List<SimulatedTurn> turns = TestGateway.turns("main", "webchat-" + chat);
        assertThat(turns.get(1).systemNote()).contains("stopped by the person").contains(partial.strip());
        assertThat(turns.get(2).systemNote()).isNull();
    }

    @Test
    void aMessageSentDuringAnAnswerWaitsForItsTurn() {
        ada.say(chat, "first /sim tokens=60 gap=10 word=one");
        TestClient.Reply second = ada.say(chat, "second /sim text=\"two\"");

        assertThat(second.status()).isEqualTo(202);
        JsonNode messages = ada.settledMessages(chat);
        assertThat(messages).hasSize(4);
        assertThat(messages.get(1).at("/parts/0/text").asString().strip()).endsWith("one-60");
        assertThat(messages.get(3).at("/parts/0/text").asString()).isEqualTo("two");
        assertThat(messages.get(3).at("/id")).isEqualTo(second.json().at("/messageId"));
    }

    @Test
    void aFailedRunSaysWhyKeepsItsTextAndCanBeAskedAgain() {
        ada.say(chat, "/sim tokens=50 error-after=10 word=crack");
        JsonNode failed = ada.settledMessages(chat).get(1);

        assertThat(failed.at("/metadata/status").asString()).isEqualTo("failed");
        assertThat(failed.at("/metadata/error/message").asString()).isNotBlank().endsWith(".");
        assertThat(failed.at("/parts/0/text").asString()).contains("crack-10");
        assertThat(stateOf(chat)).isEqualTo("failed");

        assertThat(ada.retry(chat).status()).isEqualTo(202);
        JsonNode messages = ada.settledMessages(chat);
        assertThat(messages).hasSize(3);
        SimulatedTurn repeated = TestGateway.turns("main", "webchat-" + chat).getLast();
        assertThat(repeated.userMessage()).startsWith("/sim tokens=50");
        assertThat(repeated.systemNote())
                .contains("repeats the person's previous message")
                .contains("crack-10");
    }

    @Test
    void aFailureBeforeTheFirstWordLeavesNoEmptyAnswerBehindOnceAskedAgain() {
        ada.say(chat, "/sim error=500");
        JsonNode failed = ada.settledMessages(chat).get(1);
        assertThat(failed.at("/parts")).isEmpty();
        assertThat(failed.at("/metadata/error/message").asString()).isNotBlank();

        ada.retry(chat);
        await().until(
                        () -> ada.settledMessages(chat).get(1),
                        answer -> !answer.at("/id").equals(failed.at("/id")));
        assertThat(ada.settledMessages(chat)).hasSize(2);
    }

    @Test
    void aCompleteAnswerIsNotAskedForAgain() {
        converseInTurn(chat, "/sim text=\"complete\"");

        assertThat(ada.retry(chat).code()).isEqualTo("conflict:chat");
        assertThat(ada.settledMessages(chat)).hasSize(2);
    }

    @Test
    void theTitleIsMadeOutsideTheChatsSessionWhichIsGoneAfterwards() {
        converseInTurn(chat, "Why is the tide late today? /sim text=\"moon\"");

        String title = await().until(
                        () -> chatRow(chat), row -> !row.at("/titlePending").asBoolean())
                .at("/title")
                .asString();
        assertThat(title).containsIgnoringCase("tide").doesNotContain("\n");
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(1);
        assertThat(TestGateway.turns("main", "webchat-" + chat + "-title")).hasSize(1);
        await().until(() -> !TestGateway.simulator().sessions().contains("agent:main:webchat-" + chat + "-title"));
    }

    @Test
    void aTitleTheGatewayCannotMakeIsTheMessageItself() {
        converseInTurn(chat, "Plan the harbour walk /sim title-error=provider text=\"ok\"");

        JsonNode row = await().until(
                        () -> chatRow(chat),
                        candidate -> !candidate.at("/titlePending").asBoolean());
        assertThat(row.at("/title").asString()).startsWith("Plan the harbour walk");
    }

    @Test
    void aDeletedChatTakesItsSessionWithItAndItsIdIsNeverUsedAgain() {
        converseInTurn(chat, "/sim text=\"secret\"");
        assertThat(TestGateway.simulator().sessions()).contains("agent:main:webchat-" + chat);

        assertThat(ada.delete("/api/chat?id=" + chat).status()).isEqualTo(200);

        await().until(() -> !TestGateway.simulator().sessions().contains("agent:main:webchat-" + chat));
        assertThat(ada.get("/api/messages?chatId=" + chat).status()).isEqualTo(410);
        assertThat(ada.say(chat, "anybody there?").code()).isEqualTo("gone:chat");
        assertThat(TestClient.guest(port).say(chat, "mine now").code()).isEqualTo("gone:chat");
        assertThat(count("select count(*) from message where chat_id = ?", chat))
                .isZero();
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(1);
    }

    @Test
    void aChatDeletedInMidAnswerStopsAtTheGatewayToo() {
        int openBefore = TestGateway.simulator().openStreams();
        ada.say(chat, "/sim tokens=100000 gap=10");
        awaitText(chat);

        assertThat(ada.delete("/api/chat?id=" + chat).status()).isEqualTo(200);

        await().until(() -> TestGateway.simulator().openStreams() <= openBefore);
        assertThat(count("select count(*) from run where chat_id = ?", chat)).isZero();
    }

    @Test
    void aChatFromBeforeSessionKeysWereStoredTalksToTheSessionNamedAfterItsId() {
        converseInTurn(chat, "before /sim text=\"x\"");
        database.inTransaction(() -> database.writer()
                .sql("update chat set openclaw_session_key = null where id = ?")
                .param(chat)
                .update());

        converseInTurn(chat, "after /sim text=\"y\"");

        assertThat(chatRow(chat).at("/openclawSessionKey").isNull()).isTrue();
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(2);
    }

    @Test
    void aChatWhoseAgentIsGoneSaysSoAndReachesNoOther() {
        converseInTurn(chat, "before /sim text=\"x\"");
        database.inTransaction(() -> database.writer()
                .sql("update chat set agent_id = 'retired' where id = ?")
                .param(chat)
                .update());

        String body = TestClient.message(chat, UUID.randomUUID().toString(), "after", "retired");
        assertThat(ada.post("/api/chat", body).status()).isEqualTo(200);

        JsonNode answer = ada.settledMessages(chat).get(3);
        assertThat(answer.at("/metadata/error/message").asString())
                .contains("‘retired’")
                .contains("Start a new chat");
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(1);
        assertThat(TestGateway.turns("retired", "webchat-" + chat)).isEmpty();
    }

    @Test
    void aSessionKeyInTheBodyMeansNothing() {
        String body = """
                {"id": "%s", "openclawSessionKey": "main", "sessionKey": "agent:main:main",
                 "message": {"id": "%s", "role": "user", "sessionKey": "main",
                             "parts": [{"type": "text", "text": "forged /sim text=\\"no\\""}]}}""".formatted(chat, UUID.randomUUID());

        assertThat(ada.post("/api/chat", body).status()).isEqualTo(200);

        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(1);
        assertThat(TestGateway.turns("main", "main")).isEmpty();
    }

    @Test
    void manyChatsAnswerAtOnceAndEachGetsItsOwnWords() {
        List<String> chats =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(30).toList();
        for (int i = 0; i < chats.size(); i++) {
            assertThat(ada.say(chats.get(i), "/sim tokens=40 gap=10 word=chat" + i)
                            .status())
                    .isEqualTo(202);
        }
        for (int i = 0; i < chats.size(); i++) {
            String word = "chat" + i + "-";
            String text =
                    ada.settledMessages(chats.get(i)).get(1).at("/parts/0/text").asString();
            assertThat(text.split(" "))
                    .hasSize(40)
                    .allSatisfy(token -> assertThat(token).startsWith(word));
        }
    }

    private void converseInTurn(String id, String... texts) {
        for (String text : texts) {
            assertThat(ada.say(id, text).status()).isEqualTo(202);
            ada.settledMessages(id);
        }
    }

    private void awaitText(String id) {
        await().until(() -> count("""
                select count(*) from run_event where events like '%text%' and run_id in
                    (select id from run where chat_id = ?)""", id) > 0);
    }

    private long count(String sql, String id) {
        JdbcClient reader = database.reader();
        return reader.sql(sql).param(id).query(Long.class).single();
    }

    private JsonNode chatRow(String id) {
        return ada.get("/api/messages?chatId=" + id).json().path("chat");
    }

    private String stateOf(String id) {
        return chatRow(id).at("/state").asString();
    }

    private static List<String> chunkTypes(TestClient.Reply stream) {
        return stream.chunks().stream()
                .map(chunk -> chunk.at("/type").asString())
                .toList();
    }

    private static String textOf(TestClient.Reply stream) {
        return stream.chunks().stream()
                .filter(chunk -> chunk.at("/type").asString().equals("text-delta"))
                .map(chunk -> chunk.at("/delta").asString())
                .reduce("", String::concat)
                .strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\0", "\uD800 high", "low \uDC00", "line\r\ndata: {}\r\n\r\n"})
    void aMessageOfAnyCharactersIsTakenOnce(String text) {
        String body = escaped(TestClient.message(chat, UUID.randomUUID().toString(), text, "main"));

        TestClient.Reply first = ada.postForJson("/api/chat", body);
        TestClient.Reply again = ada.postForJson("/api/chat", body);

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.json().at("/runId")).isEqualTo(first.json().at("/runId"));
        assertThat(ada.settledMessages(chat)).hasSize(2);
    }

    @Test
    void aTitleOfAnyCharactersIsTaken() {
        converseInTurn(chat, "/sim text=\"hi\"");

        TestClient.Reply reply = ada.patch("/api/chat/" + chat, escaped("{\"title\": \"a\0b\u0007 \uD800 c\"}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/title").asString()).startsWith("a b ").endsWith(" c");
    }

    /// JSON in ASCII: a lone half of a character reaches the server only as an escape.
    private static String escaped(String json) {
        return json.chars()
                .mapToObj(c -> c < 0x20 || c > 0x7e ? "\\u%04x".formatted(c) : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    @Test
    void aRunWhoseChatIsGoneEndsQuietly(CapturedOutput output) {
        Run run = new Run(
                RunId.next(),
                new ChatId(chat),
                1,
                new MessageId(UUID.randomUUID().toString()),
                new MessageId(UUID.randomUUID().toString()),
                RunStatus.RUNNING,
                false,
                Instant.now());

        engine.launchNext(run);

        await().until(() -> engine.find(run.id()).isEmpty());
        assertThat(output.getOut()).doesNotContain(run.id().value());
    }
}
