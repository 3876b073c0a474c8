package dev.rockpool.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.cluster.Announcement.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PayloadTest {

    private static final String NODE = UUID.randomUUID().toString();

    @Test
    void anotherNodeReadsWhatWasAnnounced() {
        List<Announcement> said =
                List.of(new Announcement(Topic.CHAT, "account", "chat"), Announcement.aboutRun(Topic.STOP, "run"));

        assertThat(Payload.of(NODE, said))
                .singleElement()
                .satisfies(
                        payload -> assertThat(Payload.read("another", payload)).isEqualTo(said));
    }

    @Test
    void aNodeDoesNotHearItself() {
        String payload = Payload.of(NODE, List.of(Announcement.aboutRun(Topic.STOP, "run")))
                .getFirst();

        assertThat(Payload.read(NODE, payload)).isEmpty();
    }

    @Test
    void aLongBatchIsSplitBelowTheLimitOfPostgresAndNothingIsLost() {
        List<Announcement> said = Stream.generate(() -> new Announcement(
                        Topic.CHAT,
                        UUID.randomUUID().toString(),
                        UUID.randomUUID().toString()))
                .limit(1_000)
                .toList();

        List<String> payloads = Payload.of(NODE, said);

        assertThat(payloads)
                .allSatisfy(payload ->
                        assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8_000));
        assertThat(payloads.stream().flatMap(payload -> Payload.read("another", payload).stream()))
                .containsExactlyElementsOf(said);
    }

    @Test
    void whatANewerVersionSaysIsPassedOver() {
        assertThat(Payload.read("another", NODE + "\nNEWS a b\nSTOP  run\nnonsense\n"))
                .containsExactly(Announcement.aboutRun(Topic.STOP, "run"));
    }
}
