package dev.rockpool.account;

import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// How long somebody who has signed in stays so.
///
/// `rockpool.session-idle` is how long they may stay away, `rockpool.session-life` after what
/// time they sign in again however busy they were.
@Component
final class SessionLife {

    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Duration idle;
    private final Duration life;

    SessionLife(
            @Value("${rockpool.session-idle:30d}") Duration idle,
            @Value("${rockpool.session-life:30d}") Duration life) {
        this.idle = checked("ROCKPOOL_SESSION_IDLE", idle);
        this.life = checked("ROCKPOOL_SESSION_LIFE", life);
    }

    private static Duration checked(String name, Duration given) {
        if (given.compareTo(SHORTEST) < 0 || given.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be between 15m and 400d, such as 12h or 30d, not " + given + ".");
        }
        return given;
    }

    /// How long a session lasts after its last use, as exact as [CalmSession#PRECISION].
    Duration idle() {
        return idle;
    }

    /// When the sessions that end at `now` began.
    Instant oldest(Instant now) {
        return now.minus(life);
    }
}
