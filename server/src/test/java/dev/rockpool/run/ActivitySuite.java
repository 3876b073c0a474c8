package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import dev.rockpool.testing.TestLive;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the agent did besides writing, and a session that has forgotten the conversation.
@Timeout(60)
abstract class ActivitySuite {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient ada;
    String chat;

    @BeforeEach
    void aGuest() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
    }

    @Test
    void whatTheAgentDidStandsWhereItHappened() {
        List<JsonNode> parts = answerTo("/sim text=\"Let me look. Here.\" tools=2 tools-after=3 thinking");

        assertThat(parts)
                .extracting(part -> part.at("/type").asString())
                .containsExactly("reasoning", "text", "dynamic-tool", "reasoning", "dynamic-tool", "reasoning", "text");
        assertThat(parts.get(1).at("/text").asString()).isEqualTo("Let me look.");
        JsonNode tool = parts.get(2);
        assertThat(tool.at("/toolName").asString()).isEqualTo("exec");
        assertThat(tool.at("/state").asString()).isEqualTo("output-available");
        assertThat(tool.at("/input/command").asString()).isEqualTo("ls tide-1");
        assertThat(tool.at("/output").asString()).isEqualTo("low-water-1.csv");
        assertThat(tool.at("/durationMs").isIntegralNumber()).isTrue();
        assertThat(parts.getLast().at("/text").asString()).isEqualTo("Here.");
    }

    @Test
    void aToolThatFailedSaysWhy() {
        JsonNode failed = answerTo("/sim text=x tools=3").get(2);

        assertThat(failed.at("/state").asString()).isEqualTo("output-error");
        assertThat(failed.at("/errorText").asString()).contains("cannot access");
        assertThat(failed.has("output")).isFalse();
    }

    @Test
    void aTurnOfVeryManyToolsIsReadPageByPage() {
        List<JsonNode> parts = answerTo("/sim text=x tools=130");

        assertThat(parts).hasSize(131);
        assertThat(parts.getFirst().at("/input/command").asString()).isEqualTo("ls tide-1");
    }

    @Test
    void aToolThatTakesLongIsSeenWhileItRuns() {
        try (TestLive tab = ada.live()) {
            tab.next("hello");
            ada.say(chat, "/sim text=\"One. Two.\" tools=1 tools-after=1 tool-time=3s");
            tab.watch(chat);

            JsonNode call = chunk(tab, "tool-input-available");
            assertThat(call.at("/at").asInt(-1)).isEqualTo(4);
            assertThat(ada.get("/api/messages?chatId=" + chat).json().at("/run").isNull())
                    .as("the answer is still being written")
                    .isFalse();
            assertThat(chunk(tab, "tool-output-available").at("/durationMs").asLong())
                    .isBetween(2_900L, 10_000L);
        }
        assertThat(types(last())).containsExactly("text", "dynamic-tool", "text");
    }

    @Test
    void wordsThatOnlyTheHistoryHasStandBeforeTheToolTheyLedTo() {
        assertThat(answerTo("/sim text=\"Let me look. Here.\" tools=2 tools-after=3 thinking unheard"))
                .extracting(part ->
                        part.at("/type").asString() + " " + part.at("/text").asString(""))
                .containsExactly(
                        "reasoning I should look at number 1 first.",
                        "text Let me look.",
                        "dynamic-tool ",
                        "reasoning I should look at number 2 first.",
                        "dynamic-tool ",
                        "reasoning I know enough to answer.",
                        "text Here.");
    }

    @Test
    void wordsWhoseEndOnlyTheHistoryHasAreWhole() {
        assertThat(answerTo("/sim text=\"Let me look. Here.\" tools=1 tools-after=3 unheard=1"))
                .extracting(part -> part.at("/text").asString(""))
                .containsExactly("Let me look.", "", "Here.");
    }

    @Test
    void wordsThatOnlyTheHistoryHasAreSeenWhileTheToolRuns() {
        try (TestLive tab = ada.live()) {
            tab.next("hello");
            ada.say(chat, "/sim text=\"One. Two.\" tools=1 tools-after=1 tool-time=4s unheard");
            tab.watch(chat);

            assertThat(chunk(tab, "text-delta").at("/delta").asString()).isEqualTo("One.");
            assertThat(ada.get("/api/messages?chatId=" + chat).json().at("/run").isNull())
                    .as("the answer is still being written")
                    .isFalse();
        }
        assertThat(last()).extracting(part -> part.at("/text").asString("")).containsExactly("One.", "", "Two.");
    }

    @Test
    void aStoppedAnswerKeepsWhatWasDoneAndSaysWhatDidNotFinish() {
        ada.say(chat, "/sim text=\"One. Two.\" tools=1 tools-after=1 tool-time=60s");
        await().until(() -> TestGateway.simulator().openStreams() > 0 && isAnswering());

        ada.post("/api/chat/" + chat + "/stop", "{}");

        List<JsonNode> parts = last();
        assertThat(types(parts)).containsExactly("text", "dynamic-tool");
        assertThat(parts.getLast().at("/errorText").asString()).isEqualTo("This did not finish.");
    }

    @Test
    void aiSdkClientsGetTheSameInAStreamTheirSchemaTakes() {
        List<JsonNode> chunks =
                ada.converse(chat, "/sim text=\"Here.\" tools=1 thinking").chunks();

        assertThat(chunks)
                .extracting(chunk -> chunk.at("/type").asString())
                .contains("reasoning-start", "tool-input-available", "tool-output-available", "finish");
        assertThat(chunks).noneMatch(chunk -> chunk.has("at") || chunk.has("durationMs"));
    }

    @Test
    void whoeverHasTheLinkSeesWordsOnly() {
        answerTo("/sim text=\"Here.\" tools=1 thinking");
        String url =
                ada.post("/api/chat/" + chat + "/share", "{}").json().at("/url").asString();

        assertThat(TestClient.stranger(port)
                        .get("/api/share/" + url.substring(url.lastIndexOf('/') + 1))
                        .body())
                .contains("Here.")
                .doesNotContain("tide-1", "look at number");
    }

    @Test
    void aSessionThatWasDeletedAtTheGatewayIsNoticedAfterTheNextTurn() {
        say("apples");
        say("pears");
        assertThat(row().at("/memoryLost").asBoolean(true)).isFalse();
        TestGateway.simulator().deleteSession(listed(1));

        try (TestLive tab = ada.live()) {
            tab.next("hello");
            String id = UUID.randomUUID().toString();
            ada.say(chat, id, "plums /sim text=ok");
            JsonNode told = tab.next(frame -> frame.at("/chat/memoryLost").asBoolean(false));
            assertThat(told.at("/chat/forgottenSince").asString()).isEqualTo(id);
        }
        assertThat(row().at("/memoryLost").asBoolean()).isTrue();
        say("figs");
        assertThat(row().at("/memoryLost").asBoolean())
                .as("it stays until somebody does something about it")
                .isTrue();
    }

    @Test
    void aSessionThatWasResetIsNoticedAndToldTheConversationOnceOnRequest() {
        say("apples");
        say("pears");
        TestGateway.simulator().resetSession(listed(1));
        say("plums");
        assertThat(row().at("/memoryLost").asBoolean()).isTrue();

        Reply remembered = remember();

        assertThat(remembered.status()).isEqualTo(200);
        assertThat(remembered.json().at("/memoryLost").asBoolean(true)).isFalse();
        assertThat(remembered.json().at("/openclawSessionKey").asString()).isEqualTo(key(2));
        assertThat(turns(2)).as("nothing is sent before the next message").isEmpty();
        say("figs");
        say("cherries");
        assertThat(turns(2).getFirst().userMessage()).contains("apples", "pears", "plums", "figs");
        assertThat(turns(2).getLast().userMessage()).startsWith("cherries").doesNotContain("apples");
        assertThat(row().at("/memoryLost").asBoolean(true)).isFalse();
        assertThat(ada.settledMessages(chat)).hasSize(10);
        assertThat(isGivenUp(key(1))).isTrue();
    }

    @Test
    void aRequestToRememberThatIsSentTwiceUsesOneSession() {
        loseMemory();

        remember();

        assertThat(remember().json().at("/openclawSessionKey").asString()).isEqualTo(key(2));
    }

    @Test
    void nothingIsDoneAboutAMemoryThatIsThere() {
        say("apples");

        Reply reply = remember();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/openclawSessionKey").asString()).isEqualTo(key(1));
    }

    @Test
    void whileAnAnswerIsBeingWrittenNothingIsToldAgain() {
        loseMemory();
        ada.say(chat, "/sim tokens=100000 gap=20");

        assertThat(remember().code()).isEqualTo("conflict:chat");

        ada.post("/api/chat/" + chat + "/stop", "{}");
    }

    @Test
    void onlyItsOwnerHasAChatRemembered() {
        loseMemory();

        assertThat(TestClient.guest(port)
                        .post("/api/chat/" + chat + "/remember", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(row().at("/memoryLost").asBoolean()).isTrue();
    }

    @Test
    void theFirstTurnOfASessionThatIsToldItsPastHasForgottenNothing() {
        say("apples");
        say("pears");
        edit("pears", "plums");

        assertThat(row().at("/memoryLost").asBoolean(true)).isFalse();
    }

    @Test
    void aConversationWhoseAnswersAllBrokeOffHasNothingToForget() {
        ada.say(chat, "apples /sim tokens=3 error-after=1");
        ada.settledMessages(chat);
        TestGateway.simulator().deleteSession(listed(1));
        say("pears");

        assertThat(row().at("/memoryLost").asBoolean(true)).isFalse();
    }

    @Test
    void eachBranchHasAMemoryOfItsOwn() {
        loseMemory();
        edit("pears", "plums");
        assertThat(row().at("/memoryLost").asBoolean(true)).isFalse();

        Reply back = ada.post("/api/chat/" + chat + "/branch", "{\"branch\": 1}");

        assertThat(back.json().at("/memoryLost").asBoolean()).isTrue();
    }

    private void loseMemory() {
        say("apples");
        TestGateway.simulator().deleteSession(listed(1));
        say("pears");
        assertThat(row().at("/memoryLost").asBoolean()).isTrue();
    }

    private List<JsonNode> answerTo(String script) {
        ada.say(chat, script);
        return last();
    }

    private List<JsonNode> last() {
        return ada.settledMessages(chat)
                .valueStream()
                .toList()
                .getLast()
                .path("parts")
                .valueStream()
                .toList();
    }

    private static List<String> types(List<JsonNode> parts) {
        return parts.stream().map(part -> part.at("/type").asString()).toList();
    }

    private boolean isAnswering() {
        JsonNode run = ada.get("/api/messages?chatId=" + chat).json().path("run");
        return run.path("status").asString("").equals("running")
                && TestGateway.turns("main", key(1)).size() == 1;
    }

    private static JsonNode chunk(TestLive tab, String type) {
        return tab.next(frame -> has(frame, type))
                .path("chunks")
                .valueStream()
                .filter(chunk -> chunk.path("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static boolean has(JsonNode frame, String type) {
        return frame.path("chunks")
                .valueStream()
                .anyMatch(chunk -> chunk.path("type").asString().equals(type));
    }

    private void say(String words) {
        ada.say(chat, words + " /sim text=ok");
        ada.settledMessages(chat);
    }

    private void edit(String old, String words) {
        String replaced = ada.settledMessages(chat)
                .valueStream()
                .filter(message -> message.at("/parts/0/text").asString("").startsWith(old))
                .map(message -> message.at("/id").asString())
                .findFirst()
                .orElseThrow();
        Map<String, Object> message = Map.of(
                "id",
                UUID.randomUUID().toString(),
                "role",
                "user",
                "parts",
                List.of(Map.of("type", "text", "text", words + " /sim text=ok")));
        ada.postForJson(
                "/api/chat",
                JsonMapper.shared().writeValueAsString(Map.of("id", chat, "messageId", replaced, "message", message)));
        ada.settledMessages(chat);
    }

    private Reply remember() {
        return ada.post("/api/chat/" + chat + "/remember", "{}");
    }

    private boolean isGivenUp(String key) {
        return database.reader()
                        .sql("select count(*) from session_tombstone where session_key = ? and replaced = 1")
                        .param(key)
                        .query(Long.class)
                        .single()
                == 1;
    }

    private JsonNode row() {
        return ada.get("/api/messages?chatId=" + chat).json().path("chat");
    }

    private String key(int number) {
        return "webchat-" + chat + (number == 1 ? "" : "-" + number);
    }

    private String listed(int number) {
        return "agent:main:" + key(number);
    }

    private List<SimulatedTurn> turns(int key) {
        return TestGateway.turns("main", key(key));
    }
}
