package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.rockpool.testing.OnSqlite;
import dev.rockpool.testing.RawHttp;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import dev.rockpool.testing.TestNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// What one browser may cost the others.
@OnSqlite
@TestPropertySource(properties = {"rockpool.live.max-per-account=2", "rockpool.live.send-timeout=1s"})
@Timeout(60)
class LiveLimitsTest {

    @LocalServerPort
    int port;

    @Autowired
    MeterRegistry meters;

    TestClient ada;
    String chat;

    @BeforeEach
    void openThePage() {
        ada = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
    }

    @Test
    void anAccountWithManySocketsGetsNoMoreUntilOneIsClosed() {
        try (TestLive first = ada.live();
                TestLive second = ada.live()) {
            first.next("hello");
            second.next("hello");
            try (TestLive third = ada.live()) {
                assertThat(third.closeCode()).isEqualTo(1013);
            }
            try (TestLive other = TestClient.guest(port).live()) {
                other.next("hello");
            }
            first.close();
            await().until(() -> {
                try (TestLive again = ada.live()) {
                    return !again.isClosed() && again.next("hello") != null;
                } catch (AssertionError e) {
                    return false;
                }
            });
        }
    }

    @Test
    void aCommandThatIsTooLongEndsTheConnection() {
        try (TestLive tab = ada.live()) {
            tab.send("x".repeat(2049));

            // The code gets lost when the connection breaks before it is read.
            assertThat(tab.closeCode()).isIn(1009, 1006);
        }
    }

    @Test
    void aLongAnswerComesInFramesOfBoundedSize() {
        String run = ada.say(chat, "/sim tokens=20000 gap=0 word=\uD83D\uDE00\u6f6e")
                .json()
                .at("/runId")
                .asString();
        String answer = ada.settledMessages(chat).at("/1/parts/0/text").asString();
        try (TestLive tab = ada.live()) {
            tab.watch(chat, run, 0);
            List<JsonNode> frames = tab.until(frame -> TestLive.type(frame).equals("run"));

            StringBuilder text = new StringBuilder();
            for (JsonNode frame : frames) {
                int before = text.length();
                frame.at("/chunks")
                        .forEach(chunk -> text.append(chunk.at("/delta").asString("")));
                assertThat(text.length() - before).isLessThan(64 * 1024);
            }
            assertThat(text).hasToString(answer).hasSizeGreaterThan(150_000);
            assertThat(frames).hasSizeGreaterThan(4);
        }
    }

    @Test
    void aBrowserThatTakesNothingIsCutOffAndNobodyElseNotices() throws Exception {
        double slowBefore = slow();
        try (Socket deaf = new Socket();
                TestLive tab = ada.live()) {
            connect(deaf, port, ada);
            Thread asking = Thread.startVirtualThread(() -> askWithoutEnd(deaf));

            String run =
                    ada.say(chat, "/sim tokens=100 gap=5").json().at("/runId").asString();
            tab.watch(chat, run, 0);
            tab.next(frame ->
                    TestLive.type(frame).equals("run") && frame.at("/current").isNull());

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(slow()).isEqualTo(slowBefore + 1));
            assertThat(asking.join(Duration.ofSeconds(20))).isTrue();
            tab.soFar();
            assertThat(meters.get("rockpool.live.sockets").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void aServerLeavesInTimeThoughManyBrowsersTakeNothing(@TempDir Path data) throws Exception {
        TestNode leaving = TestNode.start("rockpool.data=" + data);
        List<Socket> deaf = new ArrayList<>();
        List<Thread> asking = new ArrayList<>();
        try {
            TestClient browser = TestClient.guest(leaving.port());
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket();
                deaf.add(socket);
                connect(socket, leaving.port(), browser);
                asking.add(Thread.startVirtualThread(() -> askWithoutEnd(socket)));
            }
            Counter frames = leaving.bean(MeterRegistry.class).counter("rockpool.live.frames");
            double[] before = {0};
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        double now = frames.count();
                        boolean isStuck = now > 0 && now == before[0];
                        before[0] = now;
                        return isStuck;
                    });
        } finally {
            assertTimeout(Duration.ofSeconds(25), leaving::close);
            for (Socket socket : deaf) {
                socket.close();
            }
        }
        for (Thread thread : asking) {
            assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        }
    }

    private static void connect(Socket deaf, int port, TestClient browser) throws IOException {
        deaf.setReceiveBufferSize(4 * 1024);
        deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String answer = RawHttp.handshake(
                deaf,
                "/api/live",
                "localhost:" + port,
                "Origin: http://localhost:" + port,
                "Cookie: " + browser.cookie());
        assertThat(answer).startsWith("HTTP/1.1 101");
    }

    /// Sends commands that are all answered, until the connection breaks.
    private static void askWithoutEnd(Socket deaf) {
        try {
            byte[] command = masked("x".repeat(126));
            while (true) {
                deaf.getOutputStream().write(command);
            }
        } catch (IOException e) {
            // That is what it is for.
        }
    }

    private double slow() {
        return meters.counter("rockpool.live.closed", "reason", "slow").count();
    }

    /// A text message as a client has to send it: masked, here with zeros.
    private static byte[] masked(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | 126);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(new byte[4]);
        frame.write(payload);
        return frame.toByteArray();
    }
}
