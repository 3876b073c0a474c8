package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.e2e.faults.StampedText;
import dev.rockpool.e2e.process.Postgres;
import dev.rockpool.e2e.process.Setup;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.ChatMessage;
import dev.rockpool.e2e.product.Latencies;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.LiveRun;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Two nodes that share a PostgreSQL are one Rockpool: what happens at one is seen at the other, and either
/// may go.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class TwoNodesIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(6);

    private Postgres database;
    private GatewaySimulator gateway;
    private RockpoolServer nodeA;
    private RockpoolServer nodeB;
    private ApiClient atA;
    private ApiClient atB;
    private final List<LiveClient> tabs = new ArrayList<>();

    @BeforeAll
    void start() {
        database = Postgres.create();
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        Map<String, String> settings = RockpoolServer.settingsFor(gateway.url(), gateway.token());
        settings.put("DATABASE_URL", database.url());
        settings.put("ROCKPOOL_TITLES", "message");
        settings.put("ROCKPOOL_DRAIN", DRAIN.toSeconds() + "s");
        nodeA = RockpoolServer.start(settings);
        nodeB = RockpoolServer.start(settings);
    }

    @AfterAll
    void stop() {
        nodeB.close();
        nodeA.close();
        gateway.close();
    }

    @BeforeEach
    void aPersonComes() {
        if (!nodeA.alive()) {
            nodeA.restart();
        }
        atA = ApiClient.guest(nodeA.url());
        atB = atA.at(nodeB.url());
    }

    @AfterEach
    void thePersonLeaves() {
        tabs.forEach(LiveClient::close);
        List<String> violations =
                tabs.stream().flatMap(tab -> tab.violations().stream()).toList();
        tabs.clear();
        atB.close();
        atA.close();
        assertThat(violations).isEmpty();
    }

    private LiveClient tab(RockpoolServer node) {
        LiveClient tab = LiveClient.open("tab " + (tabs.size() + 1), atA, node.url());
        tabs.add(tab);
        await().atMost(LONG).until(tab::connected);
        return tab;
    }

    /// Sends a message and returns the run that answers it.
    private static String ask(ApiClient person, String chat, String text) {
        Reply reply = person.say(chat, "main", text);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        return reply.json().path("runId").asString();
    }

    private static void awaitTokens(LiveClient tab, String run, int tokens) {
        await().atMost(LONG).until(() -> {
            LiveRun.View view = tab.run(run);
            return view != null && StampedText.parse(view.text()).count() >= tokens;
        });
    }

    private static void awaitTold(String what, BooleanSupplier told) {
        long start = System.nanoTime();
        await(what)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(told::getAsBoolean);
        Setup.say(
                "two nodes: %s seen at the other after %d ms".formatted(what, (System.nanoTime() - start) / 1_000_000));
    }

    @Test
    void answersOfOneNodeStreamToTabsOfTheOther() {
        Latencies own = new Latencies();
        Latencies other = new Latencies();
        LiveClient tabAtA = tab(nodeA);
        LiveClient tabAtB = tab(nodeB);
        tabAtA.listen(own);
        tabAtB.listen(other);
        Map<String, String> runs = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            String chat = ApiClient.newId();
            runs.put(ask(atA, chat, "Count /sim tokens=200 gap=25 stamped word=w" + i), chat);
            tabAtA.watch(chat);
            tabAtB.watch(chat);
        }

        runs.forEach((run, chat) -> {
            LiveRun.View atOther = tabAtB.awaitEnd(run);
            assertThat(StampedText.parse(atOther.text()).count()).isEqualTo(200);
            assertThat(atOther.status()).isEqualTo("finished");
            assertThat(atOther.text())
                    .isEqualTo(tabAtA.awaitEnd(run).text())
                    .isEqualTo(atB.messages(chat).getLast().text());
        });
        Setup.say("two nodes: ten answers at 40 tokens a second; to a tab of the same node: " + own.summary());
        Setup.say("two nodes: ten answers at 40 tokens a second; to a tab of the other node: " + other.summary());
        assertThat(other.count()).isEqualTo(2_000);
    }

    @Test
    void whatIsDoneAtOneNodeIsSeenAtTheOther() {
        LiveClient tabAtA = tab(nodeA);
        String chat = ApiClient.newId();
        assertThat(atA.ask(chat, "main", "Hello /sim tokens=3").status()).isEqualTo("finished");
        awaitTold(
                "a finished chat that is unread",
                () -> row(tabAtA, chat, "unread").equals("true"));

        atB.patch("/api/chat/" + chat, Map.of("title", "Renamed at B"));
        awaitTold("a new title", () -> row(tabAtA, chat, "title").equals("Renamed at B"));
        atB.patch("/api/chat/" + chat, Map.of("pinned", true));
        awaitTold("a pin", () -> row(tabAtA, chat, "pinned").equals("true"));
        tab(nodeB).read(chat);
        awaitTold(
                "a read mark", () -> atA.chat(chat).path("unread").asString("").equals("false"));
        atB.deleteChat(chat);
        awaitTold("a deletion", () -> tabAtA.deleted(chat));
    }

    private static String row(LiveClient tab, String chat, String field) {
        var row = tab.row(chat);
        return row == null ? "" : row.path(field).asString("");
    }

    @Test
    void theQueueOfARunIsWorkedFromTheOtherNode() {
        LiveClient tabAtA = tab(nodeA);
        String chat = ApiClient.newId();
        String first = ask(atA, chat, "First /sim tokens=2000 gap=20 stamped word=one");
        tabAtA.watch(chat);
        awaitTokens(tabAtA, first, 5);
        String edited = ApiClient.newId();
        String removed = ApiClient.newId();
        atB.post("/api/chat", ApiClient.message(chat, edited, "main", "Second /sim tokens=9 stamped word=two"));
        atB.post("/api/chat", ApiClient.message(chat, removed, "main", "Third /sim tokens=9 stamped word=three"));
        awaitTold("two messages that wait", () -> tabAtA.queued(chat) == 2);
        assertThat(atB.removeQueued(chat, removed).status()).isEqualTo(200);
        awaitTold("one of them taken back", () -> tabAtA.queued(chat) == 1);
        String better = "Second, better /sim tokens=7 stamped word=better";
        assertThat(atB.editQueued(chat, edited, better).status()).isEqualTo(200);

        assertThat(atB.stop(chat).status()).isEqualTo(200);
        awaitTold("a stop", () -> {
            LiveRun.View seen = tabAtA.run(first);
            return seen != null && "stopped".equals(seen.status());
        });

        atA.awaitIdle(chat);
        List<ChatMessage> messages = atB.messages(chat);
        assertThat(messages).extracting(ChatMessage::role).containsExactly("user", "assistant", "user", "assistant");
        assertThat(messages.get(2).text()).isEqualTo(better);
        assertThat(StampedText.parse(messages.getLast().text())).satisfies(text -> {
            assertThat(text.word()).isEqualTo("better");
            assertThat(text.count()).isEqualTo(7);
        });
        assertThat(turns(chat))
                .extracting(SimulatedTurn::userMessage)
                .hasSize(2)
                .last()
                .isEqualTo(better);
    }

    private List<SimulatedTurn> turns(String chat) {
        return gateway.turns().stream()
                .filter(turn -> turn.sessionKey().equals("agent:main:webchat-" + chat))
                .toList();
    }

    @Test
    void answersOfAKilledNodeAreInterruptedAtTheOtherAndCanBeAskedForAgain() {
        LiveClient tabAtB = tab(nodeB);
        String chat = ApiClient.newId();
        String run = ask(atA, chat, "Count /sim tokens=3000 gap=20 stamped word=w");
        tabAtB.watch(chat);
        awaitTokens(tabAtB, run, 50);
        nodeA.kill();
        long killed = System.nanoTime();

        LiveRun.View seen = tabAtB.awaitEnd(run);

        Setup.say("two nodes: the answer of a killed node is interrupted after %.1f s"
                .formatted((System.nanoTime() - killed) / 1e9));
        assertThat(seen.status()).isEqualTo("interrupted");
        ChatMessage kept = atB.messages(chat).getLast();
        assertThat(kept.text()).isEqualTo(seen.text());
        assertThat(StampedText.parse(kept.text()).count()).isGreaterThanOrEqualTo(50);
        assertThat(atB.editQueued(chat, ApiClient.newId(), "x").status()).isEqualTo(404);
        assertThat(atB.retry(chat, kept.id()).status()).isEqualTo(202);
        await().atMost(LONG)
                .until(() -> tabAtB.runs(chat).size() == 2
                        && !tabAtB.runs(chat).getLast().text().isEmpty());
        assertThat(atB.stop(chat).status()).isEqualTo(200);
        atB.awaitIdle(chat);
        assertThat(turns(chat)).hasSize(2);
    }

    @Test
    void nothingIsMissedWhenListenersLoseTheirConnection() {
        LiveClient tabAtB = tab(nodeB);
        Map<String, String> runs = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            String chat = ApiClient.newId();
            runs.put(ask(atA, chat, "Count /sim tokens=200 gap=20 stamped word=w" + i), chat);
            tabAtB.watch(chat);
        }
        runs.keySet().forEach(run -> awaitTokens(tabAtB, run, 5));
        int dropped = 0;
        for (int i = 0; i < 3; i++) {
            int tokens = 40 + 50 * i;
            runs.keySet().forEach(run -> awaitTokens(tabAtB, run, tokens));
            dropped += database.query("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and query ilike 'listen%'")
                    .size();
        }
        assertThat(dropped).as("listeners dropped").isGreaterThanOrEqualTo(2);

        runs.forEach((run, chat) -> {
            LiveRun.View seen = tabAtB.awaitEnd(run);
            assertThat(StampedText.parse(seen.text()).count()).isEqualTo(200);
            assertThat(seen.text()).isEqualTo(atB.messages(chat).getLast().text());
        });
    }

    @Test
    void nobodyLosesAWordWhenANodeIsReplaced() {
        // As behind a proxy: who comes anew is sent to a node that is there.
        LiveClient tab =
                LiveClient.open("tab", atA, () -> nodeA.ready() ? nodeA.url() : nodeB.url(), Duration.ofSeconds(35));
        tabs.add(tab);
        await().atMost(LONG).until(tab::connected);
        Map<String, String> finishing = new LinkedHashMap<>();
        for (int i = 0; i < 6; i++) {
            String chat = ApiClient.newId();
            finishing.put(ask(atA, chat, "Count /sim tokens=150 gap=20 stamped word=w" + i), chat);
            tab.watch(chat);
        }
        String longChat = ApiClient.newId();
        String tooLong = ask(atA, longChat, "Count /sim tokens=3000 gap=20 stamped word=long");
        tab.watch(longChat);
        String waiting = ask(atA, longChat, "Next /sim tokens=5 stamped word=next");
        finishing.keySet().forEach(run -> awaitTokens(tab, run, 10));

        nodeA.terminate();
        long asked = System.nanoTime();
        assertThat(nodeA.awaitEnd(DRAIN.plusSeconds(15))).isTrue();
        Setup.say("two nodes: a node with runs on was gone %.1f s after it was asked (drain %d s)"
                .formatted((System.nanoTime() - asked) / 1e9, DRAIN.toSeconds()));

        finishing.forEach((run, chat) -> {
            LiveRun.View seen = tab.awaitEnd(run);
            assertThat(seen.status()).isEqualTo("finished");
            assertThat(StampedText.parse(seen.text()).count()).isEqualTo(150);
        });
        LiveRun.View cut = tab.awaitEnd(tooLong);
        assertThat(cut.status()).isEqualTo("interrupted");
        assertThat(cut.text()).isEqualTo(atB.messages(longChat).get(1).text());
        assertThat(tab.awaitEnd(waiting).status()).isEqualTo("finished");
        assertThat(tab.connections()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aNodeThatStoodStillDoesNotTouchWhatTheOtherHasTakenOver() {
        LiveClient tabAtB = tab(nodeB);
        String chat = ApiClient.newId();
        String first = ask(atA, chat, "First /sim tokens=1500 gap=20 stamped word=one");
        String second = ask(atA, chat, "Second /sim tokens=300 gap=20 stamped word=two");
        tabAtB.watch(chat);
        awaitTokens(tabAtB, first, 20);
        nodeA.suspend();
        long suspended = System.nanoTime();
        LiveRun.View interrupted;
        try {
            interrupted = tabAtB.awaitEnd(first);
            Setup.say("two nodes: the answer of a node that stands still is interrupted after %.1f s"
                    .formatted((System.nanoTime() - suspended) / 1e9));
        } finally {
            nodeA.wakeUp();
        }

        assertThat(interrupted.status()).isEqualTo("interrupted");
        assertThat(tabAtB.awaitEnd(second).status()).isEqualTo("finished");
        List<ChatMessage> messages = atA.messages(chat);
        assertThat(messages).extracting(ChatMessage::status).containsExactly("", "interrupted", "", "finished");
        assertThat(messages.get(1).text()).isEqualTo(interrupted.text());
        assertThat(StampedText.parse(messages.get(3).text()).count()).isEqualTo(300);
        assertThat(turns(chat)).hasSize(2);
        await().atMost(LONG).until(() -> gateway.openStreams() == 0);
        assertThat(IntStream.range(0, 4).mapToObj(messages::get).toList()).isEqualTo(atB.messages(chat));
    }
}
