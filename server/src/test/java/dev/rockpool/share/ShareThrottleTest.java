package dev.rockpool.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rockpool.problem.Problem;
import org.junit.jupiter.api.Test;

class ShareThrottleTest {

    @Test
    void anAddressThatAsksTooOftenHasToWaitAndOthersDoNot() {
        ShareThrottle throttle = new ShareThrottle();
        for (int i = 0; i < ShareThrottle.PER_MINUTE; i++) {
            throttle.check("203.0.113.7");
        }

        assertThatThrownBy(() -> {
                    // A little is given back each half second.
                    throttle.check("203.0.113.7");
                    throttle.check("203.0.113.7");
                    throttle.check("203.0.113.7");
                })
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("too_many:share");
                    assertThat(problem.retryAfterSeconds()).isEqualTo("1");
                });
        throttle.check("203.0.113.8");
    }
}
