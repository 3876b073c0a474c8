package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.e2e.faults.FaultRounds;
import dev.rockpool.e2e.process.Setup;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two hundred rounds of people at work while something goes wrong; after each, nothing is lost, doubled,
/// out of order or without an end.
///
/// The plan of all rounds comes from one seed, the same each time: `-Dfault.seed=...` plays another, and
/// `-Dfault.rounds=...` says how many.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FaultIT {

    private static final long SEED = 3136462;

    @Test
    void nothingIsLostDoubledOrLeftOpenWhateverGoesWrong() {
        long seed = Long.getLong("fault.seed", SEED);
        int count = Integer.getInteger("fault.rounds", 200);
        Setup.say("fault rounds: -Dfault.seed=" + seed + " -Dfault.rounds=" + count);
        try (FaultRounds rounds = new FaultRounds(seed, count)) {
            for (int round = 1; round <= count; round++) {
                assertThat(rounds.play(round))
                        .as("round %d of -Dfault.seed=%d", round, seed)
                        .isEmpty();
            }
            Setup.say(rounds.summary());
            assertThat(rounds.longestLossMillis()).isLessThanOrEqualTo(LOST_AT_MOST_MILLIS);
        }
    }

    /// 250 ms, and what the way from the gateway and a busy machine may add.
    private static final long LOST_AT_MOST_MILLIS = 250 + 250;
}
