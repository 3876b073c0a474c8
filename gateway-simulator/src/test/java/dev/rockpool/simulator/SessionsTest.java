package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.simulator.Row.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What happens at the bounds.
class SessionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:21:07Z");
    private final Sessions sessions = new Sessions(true, () -> NOW);

    @Test
    void aSessionForgetsItsOldestMessagesAndKeepsTheirNumbers() {
        var session = new Session(Address.of("main", "agent:main:x"), NOW);
        for (var i = 1; i <= Session.MAX_ROWS + 5; i++) {
            session.add(Kind.USER, "message " + i, List.of("message " + i), "run", NOW);
        }
        assertThat(session.rows()).hasSize(Session.MAX_ROWS);
        assertThat(session.rows().getFirst().seq()).isEqualTo(6);
        assertThat(session.rows().getFirst().text()).isEqualTo("message 6");
    }

    @Test
    void aSessionForgetsByLengthTooButNeverItsNewestMessage() {
        var session = new Session(Address.of("main", "agent:main:x"), NOW);
        for (var i = 0; i < 20; i++) {
            session.add(Kind.ASSISTANT, "x".repeat(1_000_000), List.of(), "run", NOW);
        }
        assertThat(session.letters()).isLessThanOrEqualTo(Session.MAX_LETTERS);
        assertThat(session.rows()).isNotEmpty().allMatch(row -> row.text().length() == Session.MAX_ROW_LETTERS + 1);
    }

    @Test
    void theSessionUnusedForLongestIsForgotten() {
        for (var i = 0; i < Sessions.MAX_SESSIONS; i++) {
            sessions.touch(Address.of("main", "agent:main:" + i));
        }
        sessions.touch(Address.of("main", "agent:main:0"));
        sessions.touch(Address.of("main", "agent:main:new"));
        assertThat(sessions.keys())
                .hasSize(Sessions.MAX_SESSIONS)
                .contains("agent:main:0", "agent:main:new")
                .doesNotContain("agent:main:1");
    }

    @Test
    void onlyTheLastTurnsAreKeptForTests() {
        var prompt = new Prompt("hello", List.of("hello"), List.of(), null);
        for (var i = 0; i < Sessions.MAX_TURNS + 3; i++) {
            sessions.begin(new Session(Address.of("main", "agent:main:" + i), NOW), "run", prompt, null, 0);
        }
        assertThat(sessions.turns()).hasSize(Sessions.MAX_TURNS);
        assertThat(sessions.turns().getFirst().sessionKey()).isEqualTo("agent:main:3");
    }
}
