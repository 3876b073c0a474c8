package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.e2e.network.DeafSocket;
import dev.rockpool.e2e.process.Setup;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.LiveRun;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.product.ServerMemory;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A browser that never reads harms nobody: neither those who read, nor the answer, nor the server's memory.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SlowReaderIT {

    private static final int DEAF = 8;
    private static final int ANSWERS = 4;
    private static final int TOKENS = 1_500;
    private static final int WORD_LETTERS = 2_000;
    private static final long MEGABYTE = 1024L * 1024;
    /// Less than half of what the deaf sockets have not read.
    private static final long MORE_AT_MOST = 40 * MEGABYTE;

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private LiveClient tab;
    private final List<DeafSocket> deaf = new ArrayList<>();

    @BeforeEach
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        Map<String, String> settings = RockpoolServer.settingsFor(gateway.url(), gateway.token());
        settings.put("ROCKPOOL_TITLES", "message");
        settings.put("ROCKPOOL_LIVE_SENDTIMEOUT", "8s");
        server = RockpoolServer.start(settings);
        person = ApiClient.guest(server.url());
        tab = LiveClient.open("tab", person, server.url());
    }

    @AfterEach
    void stop() {
        deaf.forEach(DeafSocket::close);
        tab.close();
        person.close();
        server.close();
        gateway.close();
    }

    @Test
    void socketsThatNeverReadAreClosedAndHarmNobody() {
        ServerMemory memory = new ServerMemory(server);
        long alone = timeToAnswer();
        long before = memory.heapAfterCollection();
        List<String> chats = new ArrayList<>();
        List<String> runs = new ArrayList<>();
        String word = "x".repeat(WORD_LETTERS);
        for (int i = 0; i < ANSWERS; i++) {
            String chat = ApiClient.newId();
            chats.add(chat);
            runs.add(begin(chat, "Fill /sim tokens=" + TOKENS + " gap=2 word=" + word));
        }
        for (int i = 0; i < DEAF; i++) {
            DeafSocket socket =
                    DeafSocket.open(server.port(), "/api/live", person.cookie().toString());
            chats.forEach(chat -> socket.say("{\"type\":\"watch\",\"chatId\":\"" + chat + "\"}"));
            deaf.add(socket);
        }

        for (String run : runs) {
            LiveRun.View seen = tab.awaitEnd(run);
            assertThat(seen.status()).isEqualTo("finished");
            assertThat(seen.text()).hasSize(expectedLetters());
        }
        long among = timeToAnswer();
        long during = memory.heapAfterCollection();
        await("the server to close sockets that do not read")
                .atMost(Duration.ofSeconds(60))
                .until(() -> deaf.stream().allMatch(DeafSocket::ended));
        long after = memory.heapAfterCollection();

        Setup.say("slow readers: heap %d MB before, %d MB while %d sockets had not read %d MB each, %d MB after"
                .formatted(
                        before / MEGABYTE,
                        during / MEGABYTE,
                        DEAF,
                        ANSWERS * expectedLetters() / MEGABYTE,
                        after / MEGABYTE));
        Setup.say("slow readers: an answer of one second took %d ms alone, %d ms among them".formatted(alone, among));
        assertThat(tab.violations()).isEmpty();
        assertThat(during - before).isLessThan(MORE_AT_MOST);
        assertThat(after - before).isLessThan(MORE_AT_MOST);
    }

    private static int expectedLetters() {
        int letters = 0;
        for (int i = 1; i <= TOKENS; i++) {
            letters += WORD_LETTERS + 2 + Integer.toString(i).length();
        }
        return letters;
    }

    private String begin(String chat, String text) {
        Reply reply = person.say(chat, "main", text);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        tab.watch(chat);
        return reply.json().path("runId").asString();
    }

    private long timeToAnswer() {
        long start = System.nanoTime();
        String run = begin(ApiClient.newId(), "Count /sim tokens=50 gap=20");
        assertThat(tab.awaitEnd(run).status()).isEqualTo("finished");
        return (System.nanoTime() - start) / 1_000_000;
    }
}
