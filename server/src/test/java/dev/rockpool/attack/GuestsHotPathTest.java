package dev.rockpool.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Who has no account to sign in to costs the database nothing for it.
@Attacked
@Timeout(60)
class GuestsHotPathTest {

    @LocalServerPort
    int port;

    private TestClient guest;
    private int before;

    @BeforeEach
    void aGuestComes() {
        guest = TestClient.guest(port);
        before = Statements.soFar();
    }

    @Test
    void aGuestWhoWritesReadsAndListsCausesNoQueryForASession() {
        String chat = UUID.randomUUID().toString();

        guest.converse(chat, "/sim tokens=20 gap=1");
        guest.say(chat, "/sim tokens=20 gap=1");
        guest.settledMessages(chat);
        guest.get("/api/history");
        guest.get("/api/chat/" + chat + "/stream");

        nobodyLooksForASession();
    }

    @Test
    void neitherDoesAGuestsLiveChannel() {
        String chat = UUID.randomUUID().toString();
        try (TestLive tab = guest.live()) {
            tab.next("hello");
            guest.say(chat, "/sim tokens=20 gap=1");
            tab.watch(chat);
            tab.next(frame -> frame.at("/chat/state").asString("").equals("idle"));
        }

        nobodyLooksForASession();
    }

    private void nobodyLooksForASession() {
        List<String> asked = Statements.since(before);

        assertThat(asked).isNotEmpty();
        assertThat(asked.stream().map(statement -> statement.toLowerCase(Locale.ROOT)))
                .noneMatch(statement -> statement.contains("spring_session"));
    }
}
