package dev.rockpool.account.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.webauthn.api.Bytes;

class ChallengesTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Test
    void aChallengeIsGoodForFiveMinutes() {
        Bytes given = at(NOON).give(Challenges.Purpose.SIGN_IN, request);

        assertThat(at(NOON.plus(Duration.ofMinutes(5)).minusMillis(1)).take(Challenges.Purpose.SIGN_IN, request))
                .contains(given);

        at(NOON).give(Challenges.Purpose.SIGN_IN, request);
        assertThat(at(NOON.plus(Duration.ofMinutes(5))).take(Challenges.Purpose.SIGN_IN, request))
                .isEmpty();
    }

    @Test
    void oneThatWasTakenForAnotherPurposeIsSpent() {
        Challenges challenges = at(NOON);
        challenges.give(Challenges.Purpose.REGISTER, request);

        assertThat(challenges.take(Challenges.Purpose.SIGN_IN, request)).isEmpty();
        assertThat(challenges.take(Challenges.Purpose.REGISTER, request)).isEmpty();
    }

    @Test
    void aNewOneReplacesTheOneBefore() {
        Challenges challenges = at(NOON);
        Bytes first = challenges.give(Challenges.Purpose.SIGN_IN, request);
        Bytes second = challenges.give(Challenges.Purpose.SIGN_IN, request);

        assertThat(first).isNotEqualTo(second);
        assertThat(challenges.take(Challenges.Purpose.SIGN_IN, request)).contains(second);
    }

    private static Challenges at(Instant time) {
        return new Challenges(Clock.fixed(time, ZoneOffset.UTC));
    }
}
