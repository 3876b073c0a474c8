package dev.rockpool.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rockpool.problem.Problem;
import dev.rockpool.testing.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How guessing is slowed down, by a clock that stands still unless it is told.
class ThrottleTest {

    private static final String ADA = "ada@example.com";
    private static final String HOME = "192.0.2.1";

    private final MutableClock clock = new MutableClock();
    private final Throttle throttle = new Throttle(clock);

    @Test
    void fiveAttemptsAreTakenAtOnceThenOneAMinute() {
        for (int i = 0; i < 5; i++) {
            throttle.attempt(ADA, HOME, false);
        }

        Problem refused = catchThrowableOfType(Problem.class, () -> throttle.attempt(ADA, HOME, false));

        assertThat(refused.code()).isEqualTo("too_many:account");
        assertThat(refused.retryAfterSeconds()).isEqualTo("60");
        assertThat(refused.sentence()).contains("in a minute");
        clock.forward(Duration.ofMinutes(1));
        throttle.attempt(ADA, HOME, false);
        assertThatThrownBy(() -> throttle.attempt(ADA, HOME, false)).isInstanceOf(Problem.class);
    }

    @Test
    void whoKnowsThePasswordIsNotCounted() {
        for (int i = 0; i < 500; i++) {
            throttle.attempt(ADA, HOME, true);
            throttle.succeeded(ADA, HOME);
        }

        throttle.attempt(ADA, HOME, true);
    }

    @Test
    void guessesFromEverywhereDoNotLockOutWhoHasBeenThereBefore() {
        int attempts = 0;
        try {
            for (; attempts < 1_000; attempts++) {
                throttle.attempt(ADA, "198.51.100." + attempts, false);
            }
        } catch (Problem expected) {
            assertThat(attempts).isEqualTo(30);
        }

        throttle.attempt(ADA, HOME, true);
        assertThatThrownBy(() -> throttle.attempt(ADA, "203.0.113.1", false)).isInstanceOf(Problem.class);
    }

    @Test
    void oneAddressIsNotLeftToTryAllAccounts() {
        int attempts = 0;
        try {
            for (; attempts < 1_000; attempts++) {
                throttle.attempt("person-" + attempts + "@example.com", HOME, false);
            }
        } catch (Problem expected) {
            assertThat(attempts).isEqualTo(50);
        }

        throttle.attempt(ADA, "203.0.113.1", false);
    }

    @Test
    void ofIpv6TheNetworkCounts() {
        assertThat(ClientAddress.network("2001:db8:1:2:3:4:5:6")).isEqualTo(ClientAddress.network("2001:db8:1:2::9"));
        assertThat(ClientAddress.network("2001:db8:1:3::9")).isNotEqualTo(ClientAddress.network("2001:db8:1:2::9"));
        assertThat(ClientAddress.network("192.0.2.1")).isEqualTo("192.0.2.1");
    }
}
