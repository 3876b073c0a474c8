package dev.rockpool.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    @Test
    void fewStreamsFetchEachTokenWhenItComes() {
        join(10);

        assertThat(pace.rest()).isZero();
    }

    @Test
    void theMoreStreamsThereAreTheLongerTheirPiecesGather() {
        join(500);

        assertThat(pace.rest()).isEqualTo(Duration.ofMillis(25));
    }

    @Test
    void piecesNeverGatherSoLongThatReadingIsNotSmooth() {
        join(100_000);

        assertThat(pace.rest()).isEqualTo(Pace.LONGEST);
    }

    @Test
    void streamsThatHaveEndedDoNotCount() {
        join(500);
        for (int i = 0; i < 500; i++) {
            pace.leave();
        }

        assertThat(pace.rest()).isZero();
    }

    @Test
    void pacedInputIsReadWholeAndInOrder() throws IOException {
        join(20);
        byte[] sent = "what the gateway sent, piece by piece".getBytes(StandardCharsets.UTF_8);
        PacedInput input = new PacedInput(new ByteArrayInputStream(sent));
        input.follow(pace);

        assertThat(input.readAllBytes()).isEqualTo(sent);
    }

    private void join(int streams) {
        for (int i = 0; i < streams; i++) {
            pace.join();
        }
    }
}
