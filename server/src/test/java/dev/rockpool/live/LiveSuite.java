package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rockpool.api.UiChunk;
import dev.rockpool.api.UiChunks;
import dev.rockpool.chat.ChatId;
import dev.rockpool.run.RunEvent;
import dev.rockpool.run.RunId;
import dev.rockpool.run.RunService;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The live channel of a whole server, as the tabs of a browser see it.
@Timeout(60)
abstract class LiveSuite {

    @LocalServerPort
    int port;

    @Autowired
    RunService runs;

    @Autowired
    LiveHub hub;

    @Autowired
    Database database;

    TestClient ada;
    String chat;
    List<TestLive> tabs = new ArrayList<>();

    @BeforeEach
    void openThePage() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
    }

    @AfterEach
    void closeTheTabs() {
        tabs.forEach(TestLive::close);
    }

    TestLive tab() {
        return tab(ada);
    }

    /// A tab that has got its snapshot.
    private TestLive tab(TestClient browser) {
        TestLive tab = browser.live();
        tabs.add(tab);
        tab.next("hello");
        return tab;
    }

    @Test
    void theFirstFrameShowsTheChatsThatMayWantTheirOwner() {
        String finished = UUID.randomUUID().toString();
        ada.say(finished, "/sim text=\"done\"");
        ada.settledMessages(finished);
        ada.say(chat, "/sim tokens=5 stall-after=2");

        TestLive tab = ada.live();
        tabs.add(tab);
        JsonNode hello = tab.next("hello");

        assertThat(hello.at("/unread").asInt()).isEqualTo(1);
        assertThat(hello.at("/chats"))
                .extracting(row -> row.at("/id").asString())
                .containsExactly(chat, finished);
        assertThat(hello.at("/chats/0/state").asString()).isEqualTo("running");
        assertThat(hello.at("/chats/1/unread").asBoolean()).isTrue();
    }

    @Test
    void aChatThatIsMadeRenamedPinnedOrDeletedIsToldToAllTabsOfItsOwner() {
        List<TestLive> both = List.of(tab(), tab());

        ada.say(chat, "/sim text=\"hi\"");
        both.forEach(tab -> assertThat(
                        nextRow(tab, row -> true).at("/openclawSessionKey").asString())
                .isEqualTo("webchat-" + chat));
        ada.settledMessages(chat);
        ada.patch("/api/chat/" + chat, "{\"title\": \"Renamed\"}");
        both.forEach(tab -> nextRow(tab, row -> row.at("/title").asString().equals("Renamed")));
        ada.patch("/api/chat/" + chat, "{\"pinned\": true}");
        both.forEach(tab -> nextRow(tab, row -> row.at("/pinned").asBoolean()));
        ada.delete("/api/chat?id=" + chat);
        both.forEach(tab -> assertThat(
                        tab.next(frame -> frame.has("deleted")).at("/chatId").asString())
                .isEqualTo(chat));
    }

    private JsonNode nextRow(TestLive tab, Predicate<JsonNode> is) {
        return tab.next(frame -> frame.at("/chat/id").asString("").equals(chat) && is.test(frame.at("/chat")))
                .at("/chat");
    }

    @Test
    void aRowHasTheSameFormAsInTheHistory() {
        TestLive tab = tab();
        ada.say(chat, "/sim text=\"hi\"");
        ada.settledMessages(chat);
        ada.patch("/api/chat/" + chat, "{\"title\": \"Same\"}");

        JsonNode told = nextRow(tab, row -> row.at("/title").asString().equals("Same"));

        JsonNode listed = ada.get("/api/history").json().at("/chats/0");
        assertThat(told.propertyNames()).containsExactlyElementsOf(listed.propertyNames());
        assertThat(told.at("/title")).isEqualTo(listed.at("/title"));
    }

    @Test
    void aChatThatIsReadInOneTabIsReadInAll() {
        ada.say(chat, "/sim text=\"hi\"");
        ada.settledMessages(chat);
        await().until(() ->
                !ada.get("/api/history").json().at("/chats/0/titlePending").asBoolean());
        TestLive one = tab();
        TestLive other = tab();

        one.read(chat);

        for (TestLive tab : List.of(one, other)) {
            JsonNode read = tab.next("read");
            assertThat(read.at("/chatId").asString()).isEqualTo(chat);
            assertThat(read.at("/version").asLong())
                    .isEqualTo(ada.get("/api/history")
                            .json()
                            .at("/chats/0/version")
                            .asLong());
        }
        assertThat(ada.get("/api/history").json().at("/chats/0/unread").asBoolean())
                .isFalse();
    }

    @Test
    void aWatchedRunIsToldWholeAndInOrderThenThatItIsOver() {
        TestLive tab = tab();
        JsonNode run = ada.say(chat, "/sim tokens=60 gap=20").json();

        tab.watch(chat);
        List<JsonNode> frames = ofThisChat(tab.until(this::isQuiet));

        assertThat(frames.getFirst().at("/type").asString()).isEqualTo("run");
        assertThat(frames.getFirst().at("/current/runId")).isEqualTo(run.at("/runId"));
        assertThat(frames.getFirst().at("/current/question/parts/0/text").asString())
                .startsWith("/sim tokens=60");
        assertThat(frames.getLast().at("/version").asLong())
                .isGreaterThan(frames.getFirst().at("/version").asLong());
        List<JsonNode> chunks = chunksFrom(1, frames);
        assertThat(chunks.getFirst().at("/messageId")).isEqualTo(run.at("/messageId"));
        assertThat(chunks.getLast().at("/type").asString()).isEqualTo("finish");
        assertThat(textOf(chunks))
                .isEqualTo(ada.settledMessages(chat).at("/1/parts/0/text").asString());
    }

    @Test
    void theChunksAreThoseOfTheHttpStream() {
        String other = UUID.randomUUID().toString();
        List<JsonNode> stream = ada.converse(other, "/sim tokens=30 gap=1").chunks();
        TestLive tab = tab();
        JsonNode run = ada.say(chat, "/sim tokens=30 gap=1").json();

        tab.watch(chat, run.at("/runId").asString(), 0);

        assertThat(joined(chunksFrom(1, ofThisChat(tab.until(this::isQuiet))))).isEqualTo(joined(stream));
    }

    /// An answer with several parts.
    private static final String RECORDED = """
            [{"t":"thinking","text":"Hm, n"},{"t":"thinking","text":"o."},{"t":"text","text":"Let me "},
             {"t":"text","text":"look."},{"t":"tool-call","id":"c1","name":"exec","title":"ls","input":{"a":1}},
             {"t":"tool-result","id":"c1","output":"x","failed":false},{"t":"text","text":"It is "},
             {"t":"text","text":"\uD83D"},{"t":"text","text":"\uDE00 \u6f6e"},{"t":"usage","input":1,"output":2,"total":3},
             {"t":"end","status":"finished","finishReason":"stop"}]""";

    @Test
    void aTabThatComesBackAfterAnyEventGetsTheRestOnceAndInOrder() {
        String run = ada.say(chat, "/sim text=\"hi\"").json().at("/runId").asString();
        ada.settledMessages(chat);
        record(run, RECORDED);
        List<RunEvent> events =
                runs.reader(new ChatId(chat), new RunId(run), 0).orElseThrow().poll(100);
        assertThat(events).hasSize(11);
        TestLive tab = tab();

        for (int seen = 0; seen <= events.size(); seen++) {
            tab.watch(chat, run, seen);
            List<JsonNode> chunks = chunksFrom(seen + 1, ofThisChat(tab.until(this::isQuiet)));

            assertThat(joined(chunks)).as("after %s", seen).isEqualTo(joined(chunksAfter(seen, events)));
        }
    }

    private void record(String run, String events) {
        database.inTransaction(() -> {
            database.writer()
                    .sql("delete from run_event where run_id = ?")
                    .param(run)
                    .update();
            database.writer()
                    .sql("insert into run_event (run_id, first_seq, last_seq, events) values (?, 1, 11, ?)")
                    .params(run, events)
                    .update();
        });
    }

    private static List<JsonNode> chunksAfter(int seen, List<RunEvent> events) {
        UiChunks translator = new UiChunks("message", "run", Instant.EPOCH);
        List<UiChunk> chunks = new ArrayList<>(seen == 0 ? translator.start() : List.of());
        for (int i = 0; i < events.size(); i++) {
            List<UiChunk> next = translator.of(List.of(events.get(i)));
            chunks.addAll(i < seen ? List.of() : next);
        }
        JsonMapper json = JsonMapper.shared();
        return chunks.stream()
                .map(chunk -> (JsonNode) json.readTree(json.writeValueAsString(chunk)))
                .toList();
    }

    @Test
    void aTabThatIsCutOffAgainAndAgainMissesNothing() {
        String run = ada.say(chat, "/sim tokens=300 gap=3").json().at("/runId").asString();
        List<JsonNode> frames = new ArrayList<>();
        long seen = 0;
        while (frames.isEmpty() || !isQuiet(frames.getLast())) {
            TestLive tab = tab();
            tab.watch(chat, run, seen);
            List<JsonNode> part = ofThisChat(
                    tab.until(frame -> isQuiet(frame) || TestLive.type(frame).equals("event")));
            frames.addAll(part);
            seen = frames.stream()
                    .filter(frame -> TestLive.type(frame).equals("event"))
                    .mapToLong(frame -> frame.at("/seq").asLong())
                    .max()
                    .orElse(0);
            tab.close();
        }

        assertThat(textOf(chunksFrom(1, frames)))
                .isEqualTo(ada.settledMessages(chat).at("/1/parts/0/text").asString());
    }

    @Test
    void theNextRunOfAWatchedChatFollowsByItself() {
        TestLive tab = tab();
        String first = ada.say(chat, "/sim tokens=60 gap=20 word=one")
                .json()
                .at("/runId")
                .asString();
        tab.watch(chat);
        List<JsonNode> frames = new ArrayList<>(
                ofThisChat(tab.until(frame -> TestLive.type(frame).equals("run"))));
        String second = ada.say(chat, "/sim tokens=20 gap=3 word=two")
                .json()
                .at("/runId")
                .asString();

        frames.addAll(ofThisChat(tab.until(this::isQuiet)));

        assertThat(textOf(chunksFrom(1, ofRun(first, frames))))
                .startsWith("one-1 ")
                .endsWith("one-60 ");
        assertThat(textOf(chunksFrom(1, ofRun(second, frames))))
                .startsWith("two-1 ")
                .endsWith("two-20 ");
        List<String> order = frames.stream().map(LiveSuite::outline).distinct().toList();
        assertThat(order)
                .containsSubsequence(
                        "run " + first + " []",
                        "run " + first + " [" + second + "]",
                        "end " + first,
                        "run " + second + " []",
                        "events " + second,
                        "end " + second,
                        "run null []");
        assertThat(order.indexOf("events " + second)).isGreaterThan(order.indexOf("run " + second + " []"));
    }

    /// What a frame is about, in a word.
    private static String outline(JsonNode frame) {
        if (TestLive.type(frame).equals("run")) {
            List<String> queued = new ArrayList<>();
            frame.at("/queued").forEach(run -> queued.add(run.at("/runId").asString()));
            return "run " + frame.at("/current/runId").asString(null) + " " + queued;
        }
        JsonNode last = frame.at("/chunks").get(frame.at("/chunks").size() - 1);
        return (last.at("/type").asString().equals("finish") ? "end " : "events ")
                + frame.at("/runId").asString();
    }

    @Test
    void aChatThatIsWatchedAnewBeginsAnew() {
        TestLive tab = tab();
        String run = ada.say(chat, "/sim tokens=200 gap=10").json().at("/runId").asString();
        tab.watch(chat);
        tab.next("event");

        tab.watch(chat);
        tab.next("run");

        assertThat(chunksFrom(1, ofThisChat(tab.until(this::isQuiet)))).isNotEmpty();
        assertThat(run).isNotEmpty();
    }

    @Test
    void aChatThatIsNoLongerWatchedIsSilent() {
        TestLive tab = tab();
        ada.say(chat, "/sim tokens=100 gap=20");
        tab.watch(chat);
        tab.next("event");

        tab.unwatch(chat);
        tab.soFar();

        assertThat(tab.until(frame -> frame.at("/chat/state").asString("").equals("idle")))
                .extracting(TestLive::type)
                .containsOnly("chat");
    }

    @Test
    void aDeletedChatSaysNoMore() {
        TestLive tab = tab();
        ada.say(chat, "/sim tokens=100000 gap=5");
        tab.watch(chat);
        tab.next("event");

        ada.delete("/api/chat?id=" + chat);
        tab.next(frame -> frame.has("deleted"));
        String other = UUID.randomUUID().toString();
        ada.say(other, "/sim text=\"hi\"");
        ada.settledMessages(other);

        assertThat(ofThisChat(tab.soFar())).isEmpty();
    }

    @Test
    void anotherAccountIsToldNothing() {
        TestClient babbage = TestClient.guest(port);
        TestLive foreign = tab(babbage);
        ada.say(chat, "secret /sim tokens=20 gap=3 word=secret");

        foreign.watch(chat);
        foreign.read(chat);
        foreign.watch(
                chat,
                ada.get("/api/messages?chatId=" + chat)
                        .json()
                        .at("/run/runId")
                        .asString(UUID.randomUUID().toString()),
                0);
        ada.settledMessages(chat);
        ada.patch("/api/chat/" + chat, "{\"title\": \"secret\"}");
        ada.delete("/api/chat?id=" + chat);

        assertThat(foreign.soFar())
                .hasSize(3)
                .allSatisfy(frame -> assertThat(frame.at("/code").asString()).isEqualTo("forbidden:chat"));
    }

    @Test
    void aRunOfAnotherChatIsNotToldUnderThisOne() {
        String other = UUID.randomUUID().toString();
        TestClient babbage = TestClient.guest(port);
        String secret =
                babbage.say(other, "/sim text=\"secret\"").json().at("/runId").asString();
        babbage.settledMessages(other);
        ada.say(chat, "/sim text=\"hi\"");
        ada.settledMessages(chat);
        TestLive tab = tab();

        tab.watch(chat, secret, 0);

        assertThat(ofThisChat(tab.until(this::isQuiet))).hasSize(1);
    }

    @Test
    void unknownAndDeletedChatsAreRefusedWithTheCodesOfTheApi() {
        ada.say(chat, "/sim text=\"hi\"");
        ada.settledMessages(chat);
        ada.delete("/api/chat?id=" + chat);
        TestLive tab = tab();

        tab.watch(UUID.randomUUID().toString());
        assertThat(tab.next("refused").at("/code").asString()).isEqualTo("not_found:chat");
        tab.watch(chat);
        JsonNode refused = tab.next("refused");
        assertThat(refused.at("/code").asString()).isEqualTo("gone:chat");
        assertThat(refused.at("/chatId").asString()).isEqualTo(chat);
        assertThat(refused.at("/message").asString()).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"type\": \"dance\"}",
                "{\"type\": \"watch\"}",
                "{\"type\": \"watch\", \"chatId\": \"main\"}",
                "{\"type\": \"watch\", \"chatId\": 7}",
                "{\"type\": \"watch\", \"chatId\": \"00000000-0000-4000-8000-00000000000a\", \"runId\": \"\\u0000\"}",
                "{\"type\": \"watch\", \"chatId\": \"00000000-0000-4000-8000-00000000000a\", \"after\": -1}",
                "{\"type\": \"watch\", \"chatId\": \"00000000-0000-4000-8000-00000000000a\", \"after\": 1.5}",
                "{\"type\": \"read\", \"chatId\": null}"
            })
    void aMalformedCommandIsRefusedInASentenceAndTheSocketStays(String command) {
        TestLive tab = tab();

        tab.send(command);

        JsonNode refused = tab.next("refused");
        assertThat(refused.at("/code").asString()).isEqualTo("bad_request:api");
        assertThat(refused.at("/message").asString()).endsWith(".");
        assertThat(tab.soFar()).isEmpty();
    }

    @Test
    void aServerThatLeavesSaysSoAndTakesNoOtherUntilItIsBack() {
        TestLive tab = tab();

        hub.stop();
        try {
            tab.next("bye");
            assertThat(tab.closeCode()).isEqualTo(1012);
            assertThat(ada.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThatThrownBy(ada::live)
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(503));
        } finally {
            hub.start();
        }
        tab();
    }

    boolean isQuiet(JsonNode frame) {
        return TestLive.type(frame).equals("run")
                && frame.at("/chatId").asString().equals(chat)
                && frame.at("/current").isNull()
                && frame.at("/queued").isEmpty();
    }

    /// Of what was told, how the runs of the chat went.
    private List<JsonNode> ofThisChat(List<JsonNode> frames) {
        return frames.stream()
                .filter(frame -> frame.at("/chatId").asString("").equals(chat))
                .filter(frame -> List.of("run", "event").contains(TestLive.type(frame)))
                .toList();
    }

    private static List<JsonNode> ofRun(String run, List<JsonNode> frames) {
        return frames.stream()
                .filter(frame -> frame.at("/runId").asString("").equals(run))
                .toList();
    }

    /// The chunks of the event frames, which must be numbered without gap or repetition from `first` on.
    private static List<JsonNode> chunksFrom(long first, List<JsonNode> frames) {
        List<JsonNode> chunks = new ArrayList<>();
        long next = first;
        for (JsonNode frame : frames) {
            if (TestLive.type(frame).equals("event")) {
                assertThat(frame.at("/from").asLong()).isEqualTo(next);
                next = frame.at("/seq").asLong() + 1;
                frame.at("/chunks").forEach(chunks::add);
            }
        }
        return chunks;
    }

    private static String textOf(List<JsonNode> chunks) {
        return chunks.stream()
                .filter(chunk -> TestLive.type(chunk).equals("text-delta"))
                .map(chunk -> chunk.at("/delta").asString())
                .collect(Collectors.joining());
    }

    /// The chunks in short, neighbouring pieces of a part as one.
    private static List<String> joined(List<JsonNode> chunks) {
        List<String> out = new ArrayList<>();
        String part = "";
        for (JsonNode chunk : chunks) {
            if (TestLive.type(chunk).equals("data-chat-title")) {
                // Comes when the title is ready.
                continue;
            }
            String kind = TestLive.type(chunk) + " "
                    + chunk.at("/id").asString(chunk.at("/toolCallId").asString(""));
            if (chunk.has("delta") && kind.equals(part)) {
                out.add(out.removeLast() + chunk.at("/delta").asString());
            } else {
                out.add(kind + " " + chunk.at("/delta").asString(""));
            }
            part = kind;
        }
        return out;
    }
}
