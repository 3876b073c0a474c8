package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.OnSqlite;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Connections on which one side says nothing.
@OnSqlite
@TestPropertySource(properties = {"rockpool.live.ping=100ms", "rockpool.live.dead-after=600ms"})
@Timeout(60)
class LiveSilenceTest {

    @LocalServerPort
    int port;

    @Autowired
    MeterRegistry meters;

    @Test
    void aBrowserThatAnswersNothingIsAskedAndThenTakenForGone() {
        try (TestLive tab = TestClient.guest(port).silentLive()) {
            tab.next("ping");
            tab.next("ping");

            assertThat(tab.closeCode()).isEqualTo(1001);
            assertThat(meters.counter("rockpool.live.closed", "reason", "silent")
                            .count())
                    .isPositive();
        }
    }

    @Test
    void aBrowserThatAnswersPingsStays() {
        TestClient ada = TestClient.guest(port);
        try (TestLive tab = ada.live();
                TestLive silent = ada.silentLive()) {
            assertThat(silent.closeCode()).isEqualTo(1001);

            assertThat(tab.soFar()).extracting(TestLive::type).containsExactly("hello");
        }
    }

    @Test
    void aBrowserThatOnlyListensIsAskedToo() {
        TestClient ada = TestClient.guest(port);
        String chat = UUID.randomUUID().toString();
        ada.say(chat, "/sim tokens=100000 gap=5");
        // One that answers pings waits for the first word, however long it takes.
        try (TestLive patient = ada.live()) {
            patient.watch(chat);
            patient.next("event");
        }
        try (TestLive tab = ada.silentLive()) {
            tab.watch(chat);
            tab.next("event");

            tab.next("ping");
            assertThat(tab.closeCode()).isEqualTo(1001);
        }
        ada.delete("/api/chat?id=" + chat);
    }
}
