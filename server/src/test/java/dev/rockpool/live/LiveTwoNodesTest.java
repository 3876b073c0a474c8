package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import dev.rockpool.testing.TestNode;
import dev.rockpool.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Tabs at two servers that share a PostgreSQL database: all are told the same.
@Timeout(60)
class LiveTwoNodesTest {

    static String database;
    static TestNode a;
    static TestNode b;

    TestClient adaAtA;
    TestClient adaAtB;
    String chat;

    @BeforeAll
    static void startBoth() {
        database = "rockpool.database-url=" + TestPostgres.newDatabase();
        a = TestNode.start(database);
        b = TestNode.start(database);
    }

    @AfterAll
    static void stopBoth() {
        a.close();
        b.close();
    }

    @BeforeEach
    void openThePage() {
        adaAtA = TestClient.guest(a.port());
        adaAtB = adaAtA.at(b.port());
        chat = UUID.randomUUID().toString();
    }

    @Test
    void theRunsOfOneNodeAreFollowedOneAfterAnotherFromTheOther() {
        try (TestLive tab = adaAtB.live()) {
            String first = run(adaAtA.say(chat, "/sim tokens=100 gap=10 word=one"));
            tab.watch(chat);
            List<JsonNode> frames =
                    new ArrayList<>(tab.until(frame -> TestLive.type(frame).equals("event")));
            String second = run(adaAtA.say(chat, "/sim tokens=50 gap=10 word=two"));

            frames.addAll(tab.until(this::isQuiet));

            assertThat(textOf(first, frames)).isEqualTo(words("one", 100));
            assertThat(textOf(second, frames)).isEqualTo(words("two", 50));
        }
    }

    @Test
    void aTabThatHopsFromNodeToNodeMissesNothing() {
        String run = run(adaAtA.say(chat, "/sim tokens=250 gap=10 word=hop"));
        List<JsonNode> frames = new ArrayList<>();
        for (int hop = 0; frames.isEmpty() || !isQuiet(frames.getLast()); hop++) {
            try (TestLive tab = (hop % 2 == 0 ? adaAtB : adaAtA).live()) {
                tab.watch(chat, run, lastSeq(run, frames));
                frames.addAll(tab.until(
                        frame -> isQuiet(frame) || TestLive.type(frame).equals("event")));
            }
        }

        assertThat(textOf(run, frames)).isEqualTo(words("hop", 250));
    }

    @Test
    void whatIsDoneAtOneNodeIsToldAtTheOther() {
        adaAtA.say(chat, "/sim text=\"hi\"");
        adaAtA.settledMessages(chat);
        try (TestLive atA = adaAtA.live();
                TestLive atB = adaAtB.live()) {
            atA.next("hello");
            atB.next("hello");

            adaAtA.patch("/api/chat/" + chat, "{\"title\": \"Renamed\"}");
            atB.next(row(row -> row.at("/title").asString().equals("Renamed")));
            atB.read(chat);
            atA.next(frame -> TestLive.type(frame).equals("read")
                    || row(row -> !row.at("/unread").asBoolean()).test(frame));
            adaAtB.delete("/api/chat?id=" + chat);
            atA.next(frame -> frame.has("deleted"));
        }
    }

    @Test
    void aTabWhoseNodeLeavesGoesOnAtTheOtherWhileTheRunIsFinished() {
        TestNode leaving = TestNode.start(database);
        TestClient there = adaAtA.at(leaving.port());
        String run = run(there.say(chat, "/sim tokens=150 gap=10 word=left"));
        List<JsonNode> frames = new ArrayList<>();
        Thread shutdown = new Thread(leaving::close);
        try (TestLive tab = there.live()) {
            tab.watch(chat);
            frames.addAll(tab.until(frame -> TestLive.type(frame).equals("event")));
            shutdown.start();
            frames.addAll(tab.until(frame -> TestLive.type(frame).equals("bye")));
            assertThat(tab.closeCode()).isEqualTo(1012);
        }
        try (TestLive tab = adaAtB.live()) {
            tab.watch(chat, run, lastSeq(run, frames));
            frames.addAll(tab.until(this::isQuiet));
        }

        assertThat(textOf(run, frames)).isEqualTo(words("left", 150));
        assertThat(shutdown).satisfies(Thread::join);
    }

    private static String run(TestClient.Reply accepted) {
        return accepted.json().at("/runId").asString();
    }

    private boolean isQuiet(JsonNode frame) {
        return TestLive.type(frame).equals("run")
                && frame.at("/current").isNull()
                && frame.at("/queued").isEmpty();
    }

    private static Predicate<JsonNode> row(Predicate<JsonNode> is) {
        return frame -> frame.has("chat") && is.test(frame.at("/chat"));
    }

    private static long lastSeq(String run, List<JsonNode> frames) {
        return events(run, frames).stream()
                .mapToLong(frame -> frame.at("/seq").asLong())
                .max()
                .orElse(0);
    }

    private static List<JsonNode> events(String run, List<JsonNode> frames) {
        return frames.stream()
                .filter(frame -> TestLive.type(frame).equals("event"))
                .filter(frame -> frame.at("/runId").asString().equals(run))
                .toList();
    }

    /// The text of a run, whose events must be numbered from 1 without gap or repetition.
    private static String textOf(String run, List<JsonNode> frames) {
        StringBuilder text = new StringBuilder();
        long next = 1;
        for (JsonNode frame : events(run, frames)) {
            assertThat(frame.at("/from").asLong()).isEqualTo(next);
            next = frame.at("/seq").asLong() + 1;
            frame.at("/chunks").forEach(chunk -> text.append(chunk.at("/delta").asString("")));
        }
        return text.toString();
    }

    private static String words(String word, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> word + "-" + number + " ")
                .collect(Collectors.joining());
    }
}
