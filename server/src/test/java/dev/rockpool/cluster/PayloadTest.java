package dev.rockpool.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.cluster.Announcement.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    private static final String NODE = UUID.randomUUID().toString();

    @Test
    void anotherNodeReadsWhatWasAnnounced() {
        List<Announcement> said =
                List.of(new Announcement(Topic.CHAT, id(), id()), Announcement.aboutRun(Topic.STOP, id()));

        assertThat(Payload.of(NODE, said))
                .singleElement()
                .satisfies(
                        payload -> assertThat(Payload.read("another", payload)).isEqualTo(said));
    }

    @Test
    void aNodeDoesNotHearItself() {
        String payload = Payload.of(NODE, List.of(Announcement.aboutRun(Topic.STOP, id())))
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
        String run = id();

        assertThat(Payload.read("another", NODE + "\nNEWS a b\nSTOP  " + run + "\nnonsense\n"))
                .containsExactly(Announcement.aboutRun(Topic.STOP, run));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAT %s chat", "CHAT account %s", "CHAT  %s", "READ  %s", "EVENTS  run", "STOP %1$s %1$s"})
    void whatNamesNoIdsIsPassedOverAsAnybodyInTheDatabaseMaySayIt(String line) {
        assertThat(Payload.read("another", NODE + "\n" + line.formatted(id()))).isEmpty();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
