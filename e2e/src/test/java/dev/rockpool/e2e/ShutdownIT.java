package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.e2e.faults.StampedText;
import dev.rockpool.e2e.process.Setup;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.ChatMessage;
import dev.rockpool.e2e.product.LiveClient;
import dev.rockpool.e2e.product.LiveRun;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server that is asked to end while fifty answers are on gives them their time, then keeps what there is;
/// what waited goes on after the next start.
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ShutdownIT {

    private static final int CHATS = 50;
    private static final int SHORT = 100;
    private static final int GAP_MILLIS = 30;
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private LiveClient tab;

    @BeforeEach
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        Map<String, String> settings = RockpoolServer.settingsFor(gateway.url(), gateway.token());
        settings.put("ROCKPOOL_TITLES", "message");
        settings.put("ROCKPOOL_DRAIN", DRAIN.toSeconds() + "s");
        server = RockpoolServer.start(settings);
        person = ApiClient.guest(server.url());
        tab = LiveClient.open("tab", person, server.url());
    }

    @AfterEach
    void stop() {
        tab.close();
        person.close();
        server.close();
        gateway.close();
    }

    private record Begun(String chat, String answer, String run, boolean isShort) {}

    @Test
    void fiftyAnswersEndInTimeAndWhatWaitedGoesOnAfterTheStart() {
        List<Begun> begun = new ArrayList<>();
        for (int i = 0; i < CHATS; i++) {
            boolean isShort = i % 2 == 0;
            begun.add(begin(
                    "Count /sim tokens=" + (isShort ? SHORT : 100_000) + " gap=" + GAP_MILLIS + " stamped word=w" + i,
                    isShort));
        }
        Begun busy = begun.get(1);
        String queued = "What waits /sim tokens=7 stamped word=later";
        assertThat(person.say(busy.chat(), "main", queued).json().path("status").asString())
                .isEqualTo("queued");
        await().atMost(Duration.ofSeconds(30)).until(() -> begun.stream().allMatch(run -> tokensSeen(run) > 5));

        server.terminate();
        long asked = System.nanoTime();
        assertThat(refusedWhileEnding()).isIn(503, 0);
        assertThat(server.awaitEnd(DRAIN.plusSeconds(8))).as("gone in time").isTrue();
        Setup.say("shutdown: with %d answers on the server was gone after %.1f s (drain %d s)"
                .formatted(CHATS, (System.nanoTime() - asked) / 1e9, DRAIN.toSeconds()));

        server.restart();

        for (Begun run : begun) {
            ChatMessage answer = person.awaitAnswer(run.chat(), run.answer());
            assertThat(answer.status()).isEqualTo(run.isShort() ? "finished" : "interrupted");
            StampedText text = StampedText.parse(answer.text());
            assertThat(answer.text()).isEqualTo(tab.awaitEnd(run.run()).text());
            assertThat(text.count()).satisfies(count -> {
                if (run.isShort()) {
                    assertThat(count).isEqualTo(SHORT);
                } else {
                    assertThat(count).isGreaterThan(5);
                }
            });
        }
        List<ChatMessage> waited = person.messages(busy.chat());
        assertThat(waited).extracting(ChatMessage::status).containsExactly("", "interrupted", "", "finished");
        assertThat(waited.get(2).text()).isEqualTo(queued);
        retryWorks(begun.get(3));
        assertThat(tab.violations()).isEmpty();
    }

    private Begun begin(String text, boolean isShort) {
        String chat = ApiClient.newId();
        Reply reply = person.say(chat, "main", text);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        tab.watch(chat);
        return new Begun(
                chat,
                reply.json().path("messageId").asString(),
                reply.json().path("runId").asString(),
                isShort);
    }

    private int tokensSeen(Begun run) {
        LiveRun.View seen = tab.run(run.run());
        return seen == null ? 0 : StampedText.parse(seen.text()).count();
    }

    /// What a new message is told meanwhile: that it is to come again, or there is nobody any more to say
    /// so.
    private int refusedWhileEnding() {
        int[] status = {202};
        await().atMost(DRAIN).pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                Reply reply = person.say(ApiClient.newId(), "main", "Too late /sim tokens=1");
                status[0] = reply.status();
                if (reply.status() == 503) {
                    assertThat(reply.headers().firstValue("Retry-After")).isPresent();
                }
            } catch (UncheckedIOException e) {
                status[0] = 0;
            }
            return status[0] != 202;
        });
        return status[0];
    }

    private void retryWorks(Begun run) {
        assertThat(person.retry(run.chat(), run.answer()).status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> gateway.openStreams() == 1);
        assertThat(person.stop(run.chat()).status()).isEqualTo(200);
        person.awaitIdle(run.chat());
        assertThat(person.messages(run.chat()))
                .extracting(ChatMessage::status)
                .containsExactly("", "interrupted", "stopped");
    }
}
