package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When runs begin, how they end, and what a client that leaves or does not read does to them.
@Timeout(60)
class RunsTest {
    private final GatewaySimulator simulator =
            GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withGap(Duration.ZERO));
    private final WireClient client = new WireClient(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void turnsOfOneSessionRunOneAfterTheOtherAndEachStreamGetsItsOwnAnswer() {
        var first = client.stream("one", "/sim tokens=20 word=first gap=10ms");
        first.firstText();
        var second = client.stream("one", "/sim tokens=3 word=second");
        var third = client.stream("one", "/sim tokens=2 word=third");

        assertThat(third.text()).isEqualTo("third-1 third-2 ");
        assertThat(second.text()).isEqualTo("second-1 second-2 second-3 ");
        assertThat(first.text()).startsWith("first-2 ").endsWith("first-20 ");
        assertThat(simulator.turns()).hasSize(3);
        assertThat(simulator.turns().get(1).shown().getLast().text()).contains("word=second");
        assertThat(simulator.turns().get(1).shown())
                .anyMatch(message -> message.text().endsWith("first-20 "));
        assertThat(simulator.turns().get(2).shown())
                .anyMatch(message -> message.text().endsWith("second-3 "));
    }

    @Test
    void theSecondTurnBeginsOnlyWhenTheFirstHasEnded() {
        var first = client.stream("one", "/sim stall-after=1 tokens=2");
        first.firstText();
        try (var second = client.stream("one", "/sim text=second")) {
            assertThat(second.next()).contains("assistant");
            assertThat(client.say("two", "/sim text=parallel").text()).isEqualTo("parallel");
            assertThat(simulator.turns()).extracting(SimulatedTurn::sessionKey).doesNotHaveDuplicates();
            first.close();
            assertThat(second.text()).isEqualTo("second");
        }
    }

    @Test
    void sessionsDoNotWaitForEachOther() {
        try (var silent = client.stream("one", "/sim stall-after=0")) {
            assertThat(silent.next()).contains("assistant");
            assertThat(client.stream("two", "/sim tokens=3").text()).isEqualTo("token-1 token-2 token-3 ");
            assertThat(simulator.openStreams()).isEqualTo(1);
        }
    }

    @Test
    void closingAStreamAbortsItsRunAndKeepsTheMessageButNotThePartialAnswer() {
        var stream = client.stream("one", "a question /sim tokens=1000 word=partial gap=20ms");
        stream.firstText();
        stream.close();
        await().untilAsserted(() -> assertThat(simulator.abortedStreams()).isEqualTo(1));
        assertThat(simulator.openStreams()).isZero();

        client.say("one", "another question");
        var turn = simulator.turns().getLast();
        assertThat(turn.shownUserTexts())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("a question").endsWith("another question"));
        assertThat(turn.shown()).noneMatch(message -> message.text().contains("partial-1"));
    }

    @Test
    void aClientThatLeavesBeforeItsTurnLeavesNothingBehind() {
        var first = client.stream("one", "/sim stall-after=0");
        var second = client.stream("one", "never asked");
        second.close();
        await().untilAsserted(() -> assertThat(simulator.abortedStreams()).isEqualTo(1));
        first.close();
        client.say("one", "hello");
        assertThat(simulator.turns()).noneMatch(turn -> turn.userMessage().contains("never asked"));
    }

    /// Read from a bare socket: the JDK's client throws away what it has not handed out yet when a connection breaks.
    @Test
    void aBrokenConnectionEndsTheStreamAfterWhatWasSent() throws IOException {
        try (var socket = connect()) {
            post(socket, "/sim tokens=9 disconnect-after=2");
            var received = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(received)
                    .contains("assistant", "\"token-1 \"", "\"token-2 \"")
                    .doesNotContain("token-3", "[DONE]")
                    .doesNotEndWith("\r\n0\r\n\r\n");
        }
        assertThat(client.say("one", "/sim text=after").text()).isEqualTo("after");
    }

    @Test
    void aSilenceCanEnd() {
        var started = System.nanoTime();
        assertThat(client.stream("one", "/sim tokens=4 stall-after=2 stall=150ms")
                        .text())
                .endsWith("token-4 ");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void keepsThePaceThatIsAskedFor() {
        var started = System.nanoTime();
        assertThat(client.stream("one", "/sim tokens=11 gap=20ms delay=100ms").text())
                .endsWith("token-11 ");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aReaderThatDoesNotReadCostsNoMemoryAndLosesNothing() throws IOException {
        var tokens = 50_000;
        try (var socket = connect()) {
            post(socket, "/sim tokens=" + tokens);

            await().until(() -> simulator.bytesWaiting() > 64 * 1024);
            await().during(500, TimeUnit.MILLISECONDS)
                    .untilAsserted(() -> assertThat(simulator.bytesWaiting()).isBetween(1L, 128L * 1024));
            assertThat(client.say("two", "/sim text=served").text()).isEqualTo("served");

            var received = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(received).contains("\"token-1 \"", "\"token-" + tokens + " \"", "[DONE]");
            assertThat(received.split("\"content\":", -1)).hasSize(tokens + 1);
        }
    }

    @Test
    void aSessionThatTooManyWaitForIsUnavailable() {
        try (var silent = client.stream("one", "/sim stall-after=0")) {
            var waiting = new ArrayList<WireClient.Stream>();
            for (var i = 0; i < Session.MAX_WAITING; i++) {
                waiting.add(client.stream("one", "waiting"));
            }
            assertThat(client.say("one", "one too many").status()).isEqualTo(503);
            waiting.forEach(WireClient.Stream::close);
            assertThat(silent.next()).contains("assistant");
        }
    }

    @Test
    void closingTheSimulatorEndsItsStreams() {
        var stream = client.stream("one", "/sim stall-after=0");
        stream.next();
        simulator.close();
        assertThatThrownBy(stream::next).isInstanceOf(UncheckedIOException.class);
        simulator.close();
    }

    /// A connection that takes little before it is read from.
    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), simulator.port()));
        return socket;
    }

    private void post(Socket socket, String message) throws IOException {
        var body = WireClient.body("openclaw/main", message).put("stream", true).toString();
        var head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + simulator.token() + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
    }
}
