package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.chat.ChatId;
import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import dev.rockpool.testing.TestNode;
import dev.rockpool.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;

/// Two servers that share a PostgreSQL database: whichever a browser talks to, it sees and does the same.
@Timeout(60)
class TwoNodesTest {

    private static final String LONG = "/sim tokens=100000 gap=10 word=long";

    static TestNode a;
    static TestNode b;

    TestClient adaAtA;
    TestClient adaAtB;
    ChatId chat;

    @BeforeAll
    static void startBoth() {
        String database = "rockpool.database-url=" + TestPostgres.newDatabase();
        a = TestNode.start(database);
        b = TestNode.start(database);
    }

    @AfterAll
    static void stopBoth() {
        a.bean(RunEngine.class).stopOlderThan(Duration.ZERO, java.time.Instant.MAX);
        b.bean(RunEngine.class).stopOlderThan(Duration.ZERO, java.time.Instant.MAX);
        a.close();
        b.close();
    }

    @BeforeEach
    void openThePage() {
        adaAtA = TestClient.guest(a.port());
        adaAtB = adaAtA.at(b.port());
        chat = new ChatId(UUID.randomUUID().toString());
    }

    @Test
    void anAnswerOfOneNodeIsFollowedFromTheOtherInOrder() {
        adaAtA.say(chat.value(), "/sim tokens=300 gap=5 word=tide");

        Reply stream = adaAtB.get("/api/chat/" + chat + "/stream");

        assertThat(text(stream)).isEqualTo(words("tide", 300));
        assertThat(stream.chunks().getLast().at("/type").asString()).isEqualTo("finish");
    }

    @Test
    void aReaderOnTheOtherNodeGoesOnWhereItWas() throws Exception {
        RunId run = runOf(adaAtA.say(chat.value(), "/sim tokens=200 gap=5 word=tide"));
        List<RunEvent> seen = new ArrayList<>();
        for (long position = 0; seen.isEmpty() || !(seen.getLast() instanceof RunEvent.End); position = seen.size()) {
            try (RunReader reader =
                    b.bean(RunService.class).reader(chat, run, position).orElseThrow()) {
                seen.addAll(reader.next(Duration.ofSeconds(5)));
                assertThat(reader.position()).isEqualTo(seen.size());
            }
        }

        assertThat(AnswerParts.of(seen).parts())
                .isEqualTo(AnswerParts.of(b.bean(RunRepository.class).eventsAfter(run, 0))
                        .parts());
        assertThat(seen).hasSameSizeAs(b.bean(RunRepository.class).eventsAfter(run, 0));
    }

    @Test
    void anAnswerIsStoppedFromTheOtherNode() {
        int abortedBefore = TestGateway.simulator().abortedStreams();
        begin(LONG);

        assertThat(adaAtB.post("/api/chat/" + chat + "/stop", "{}").status()).isEqualTo(200);

        JsonNode answer = adaAtB.settledMessages(chat.value()).get(1);
        assertThat(answer.at("/metadata/status").asString()).isEqualTo("stopped");
        assertThat(answer.at("/parts/0/text").asString()).startsWith("long-1");
        await().until(() -> TestGateway.simulator().abortedStreams() > abortedBefore);
    }

    @Test
    void aStopThatNobodyHeardIsFoundAtTheNextRenewal() {
        RunId run = begin(LONG);
        Database database = b.bean(Database.class);
        database.inTransaction(() -> database.writer()
                .sql("update run set stop_asked = 1 where id = ?")
                .param(run.value())
                .update());

        JsonNode answer = adaAtB.settledMessages(chat.value()).get(1);
        assertThat(answer.at("/metadata/status").asString()).isEqualTo("stopped");
    }

    @Test
    void wordOfAStopThatNobodyAskedForStopsNothing() throws Exception {
        RunId run = begin(LONG);
        RunEngine engine = a.bean(RunEngine.class);
        ActiveRun answered = engine.find(run).orElseThrow();

        a.bean(Announcements.class).announce(Announcement.aboutRun(Announcement.Topic.STOP, run.value()));

        long heard = answered.log().size();
        await().until(() -> answered.log().size() > heard + 50);
        assertThat(engine.find(run)).contains(answered);
    }

    @Test
    void aMessageQueuedEditedAndSentNowFromTheOtherNodeIsAnsweredInItsNewWords() {
        begin(LONG);
        String message = UUID.randomUUID().toString();
        String body = TestClient.message(chat.value(), message, "draft", "main");
        CompletableFuture<Reply> stream = inBackground(() -> adaAtB.post("/api/chat", body));
        await().until(() -> conversation(adaAtA).at("/queued").size() == 1);

        String queue = "/api/chat/" + chat + "/queue/" + message;
        assertThat(adaAtB.patch(queue, "{\"text\": \"/sim tokens=50 word=new\"}")
                        .status())
                .isEqualTo(200);
        assertThat(adaAtB.post(queue + "/now", "{}").status()).isEqualTo(200);

        assertThat(text(stream.join())).isEqualTo(words("new", 50));
        JsonNode messages = adaAtA.settledMessages(chat.value());
        assertThat(messages.at("/1/metadata/status").asString()).isEqualTo("stopped");
        assertThat(messages.at("/3/parts/0/text").asString().strip()).isEqualTo(words("new", 50));
    }

    @Test
    void aChatDeletedOnTheOtherNodeStopsItsAnswer() {
        int abortedBefore = TestGateway.simulator().abortedStreams();
        RunId run = begin("/sim tokens=3 gap=15000");

        assertThat(adaAtB.delete("/api/chat?id=" + chat).status()).isEqualTo(200);

        await().until(() -> TestGateway.simulator().abortedStreams() > abortedBefore);
        assertThat(a.bean(RunEngine.class).find(run)).isEmpty();
    }

    @Test
    void aNodeThatLostItsRunWritesNothingMoreAndShowsTheStoredEnd() throws Exception {
        RunId run = begin(LONG);
        try (RunReader atA = a.bean(RunService.class).reader(chat, run, 0).orElseThrow();
                RunReader atB = b.bean(RunService.class).reader(chat, run, 0).orElseThrow()) {
            // As if A had been paused for longer than its lease: B takes the run before A looks again.
            leaseRanOut(run);
            b.bean(Housekeeping.class).interruptRunsOfDeadNodes();

            assertThat(endSeenBy(atA).status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(endSeenBy(atB).status()).isEqualTo(RunStatus.INTERRUPTED);
        }
        assertThat(a.bean(RunEngine.class).find(run)).isEmpty();
        List<RunEvent> stored = b.bean(RunRepository.class).eventsAfter(run, 0);
        assertThat(stored).last().isInstanceOf(RunEvent.End.class);
        assertThat(stored).filteredOn(RunEvent.End.class::isInstance).hasSize(1);
        JsonNode messages = adaAtB.settledMessages(chat.value());
        assertThat(messages).hasSize(2);
        assertThat(messages.at("/1/parts/0/text").asString()).isEqualTo(textOf(stored));
    }

    @Test
    void whenTheListeningConnectionsBreakNothingIsMissed() throws Exception {
        RunId run = begin("/sim tokens=400 gap=5 word=tide");
        try (RunReader reader = b.bean(RunService.class).reader(chat, run, 0).orElseThrow()) {
            List<Integer> before = listeners();
            assertThat(before).hasSize(2);
            before.forEach(TwoNodesTest::terminate);

            List<RunEvent> seen = readToTheEnd(reader);

            assertThat(textOf(seen).strip()).isEqualTo(words("tide", 400));
            await().until(() -> listeners().size() == 2 && listeners().stream().noneMatch(before::contains));
        }
    }

    @Test
    void whatIsNeverAnnouncedIsFoundByLooking() throws Exception {
        SmartLifecycle linkOfA = link(a);
        linkOfA.stop();
        try {
            RunId run = begin("/sim tokens=100 gap=5 word=tide");
            try (RunReader reader =
                    b.bean(RunService.class).reader(chat, run, 0).orElseThrow()) {
                assertThat(textOf(readToTheEnd(reader)).strip()).isEqualTo(words("tide", 100));
            }
        } finally {
            linkOfA.start();
        }
    }

    @Test
    void whatADrainedNodeLeavesWaitingIsAnsweredByTheOther() {
        TestNode leaving = TestNode.start("rockpool.database-url=" + databaseUrl(), "rockpool.runs.drain=20s");
        TestClient adaThere = adaAtB.at(leaving.port());
        adaThere.say(chat.value(), "first /sim tokens=100 gap=10 word=one");
        CompletableFuture<Reply> stream =
                inBackground(() -> adaAtB.converse(chat.value(), "second /sim tokens=50 word=two"));
        await().until(() -> conversation(adaAtB).at("/queued").size() == 1);

        leaving.close();

        assertThat(text(stream.join())).isEqualTo(words("two", 50));
        JsonNode messages = adaAtB.settledMessages(chat.value());
        assertThat(messages.at("/1/parts/0/text").asString().strip()).isEqualTo(words("one", 100));
        assertThat(messages.at("/1/metadata/status").asString()).isEqualTo("finished");
    }

    private static CompletableFuture<Reply> inBackground(Supplier<Reply> call) {
        return CompletableFuture.supplyAsync(call).orTimeout(30, TimeUnit.SECONDS);
    }

    private RunId begin(String text) {
        RunId run = runOf(adaAtA.say(chat.value(), text));
        await().until(() -> !TestGateway.turns("main", "webchat-" + chat).isEmpty());
        if (text.contains("gap=10 ")) {
            await().until(() -> b.bean(RunRepository.class).lastSeq(run) > 0);
        }
        return run;
    }

    private static RunId runOf(Reply accepted) {
        return new RunId(accepted.json().at("/runId").asString());
    }

    private JsonNode conversation(TestClient browser) {
        return browser.get("/api/messages?chatId=" + chat).json();
    }

    private static void leaseRanOut(RunId run) {
        Database database = b.bean(Database.class);
        database.inTransaction(() -> database.writer()
                .sql("update run set lease_until = 0 where id = ?")
                .param(run.value())
                .update());
    }

    private static List<Integer> listeners() {
        return b.bean(Database.class)
                .reader()
                .sql(
                        "select pid from pg_stat_activity where query = 'listen rockpool' and datname = current_database()")
                .query((row, number) -> row.getInt("pid"))
                .list();
    }

    private static void terminate(int pid) {
        b.bean(Database.class)
                .reader()
                .sql("select pg_terminate_backend(?)")
                .param(pid)
                .query(Boolean.class)
                .single();
    }

    private static String databaseUrl() {
        return b.bean(dev.rockpool.storage.StorageSettings.class).databaseUrl();
    }

    private static SmartLifecycle link(TestNode node) {
        return (SmartLifecycle) node.bean("postgresLink");
    }

    private static RunEvent.End endSeenBy(RunReader reader) throws InterruptedException {
        return (RunEvent.End) readToTheEnd(reader).getLast();
    }

    private static List<RunEvent> readToTheEnd(RunReader reader) throws InterruptedException {
        List<RunEvent> seen = new ArrayList<>();
        while (!reader.exhausted()) {
            seen.addAll(reader.next(Duration.ofSeconds(20)));
        }
        assertThat(seen).last().isInstanceOf(RunEvent.End.class);
        return seen;
    }

    private static String textOf(List<RunEvent> events) {
        StringBuilder text = new StringBuilder();
        for (RunEvent event : events) {
            if (event instanceof RunEvent.Text(String words)) {
                text.append(words);
            }
        }
        return text.toString();
    }

    private static String text(Reply stream) {
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : stream.chunks()) {
            text.append(chunk.at("/delta").asString(""));
        }
        return text.toString().strip();
    }

    private static String words(String word, int count) {
        return String.join(
                " ",
                IntStream.rangeClosed(1, count).mapToObj(i -> word + "-" + i).toList());
    }
}
