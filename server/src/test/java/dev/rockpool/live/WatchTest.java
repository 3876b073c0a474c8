package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.account.AccountId;
import dev.rockpool.api.UiChunk;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatState;
import dev.rockpool.chat.Seed;
import dev.rockpool.chat.Visibility;
import dev.rockpool.run.RunId;
import dev.rockpool.run.Standing;
import dev.rockpool.run.WrittenRun;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The order in which a browser is told about the runs of a chat it watches.
class WatchTest {

    private final ChatId chat = new ChatId(UUID.randomUUID().toString());
    private final WrittenRun first = new WrittenRun(chat);
    private final WrittenRun second = new WrittenRun(chat);
    private final Map<RunId, WrittenRun> kept = new HashMap<>(Map.of(first.id(), first, second.id(), second));
    private final List<String> told = new ArrayList<>();
    private long version = 1;
    private long now = 1_000_000;

    @Test
    void theRunThatIsOnIsNamedThenToldFromItsFirstEvent() throws IOException {
        Watch watch = watch(null, 0);
        first.write("a", "b");
        watch.hear(look(first), now);

        advance(watch);

        assertThat(told).containsExactly("run first []", "first 1-2 ab");
    }

    @Test
    void whatABrowserHasSeenIsLeftOut() throws IOException {
        Watch watch = watch(first, 2);
        first.write("a", "b", "c");
        watch.hear(look(first), now);
        advance(watch);
        first.write("d");

        advance(watch);

        assertThat(told).containsExactly("run first []", "first 3-3 c", "first 4-4 d");
    }

    @Test
    void aBrowserThatHasSeenMoreThanThereIsYetWaitsForWhatFollows() throws IOException {
        Watch watch = watch(first, 3);
        first.write("a", "b");
        watch.hear(look(first), now);
        advance(watch);
        first.write("c", "d");

        advance(watch);

        assertThat(told).containsExactly("run first []", "first 4-4 d");
    }

    @Test
    void theRestOfAnEndedRunComesBeforeHowThingsStand() throws IOException {
        first.write("a", "b", "c");
        first.finish();
        second.write("x");
        Watch watch = watch(first, 1);
        watch.hear(look(second), now);

        advance(watch);

        assertThat(told).containsExactly("first 2-4 bc end", "run second []", "second 1-1 x");
        assertThat(first.readers()).isZero();
    }

    @Test
    void anEndedRunThatWasSeenWholeHoldsNothingUp() throws IOException {
        first.write("a");
        first.finish();
        Watch watch = watch(first, 2);
        watch.hear(look(null), now);

        advance(watch);

        assertThat(told).containsExactly("run null []");
    }

    @Test
    void aRunWhoseEventsAreGoneHoldsNothingUp() throws IOException {
        kept.remove(first.id());
        Watch watch = watch(first, 1);
        watch.hear(look(null), now);

        advance(watch);

        assertThat(told).containsExactly("run null []");
    }

    @Test
    void aWaitingRunIsNotWaitedFor() throws IOException {
        Watch watch = watch(second, 0);
        watch.hear(look(first, second), now);
        first.write("a");

        advance(watch);

        assertThat(told).containsExactly("run first [second]", "first 1-1 a");
    }

    @Test
    void theEndOfARunComesBeforeTheWordThatItIsOver() throws IOException {
        Watch watch = watch(null, 0);
        first.write("a");
        watch.hear(look(first, second), now);
        advance(watch);
        watch.hear(look(second), now);
        advance(watch);
        assertThat(told).containsExactly("run first [second]", "first 1-1 a");

        first.finish();
        second.write("x");
        advance(watch);

        assertThat(told.subList(2, told.size())).containsExactly("first 2-2  end", "run second []", "second 1-1 x");
        assertThat(first.readers()).isZero();
        assertThat(second.readers()).isEqualTo(1);
    }

    @Test
    void anEndThatNeverComesIsNotWaitedForForEver() throws IOException {
        Watch watch = watch(null, 0);
        first.write("a");
        watch.hear(look(first), now);
        advance(watch);
        watch.hear(look(null), now);
        now += Watch.PATIENCE.toNanos() - 1;
        advance(watch);
        assertThat(told).hasSize(2);
        assertThat(watch.isAwaitingAnEnd()).isTrue();

        now += 1;
        advance(watch);

        assertThat(told).containsExactly("run first []", "first 1-1 a", "run null []");
        assertThat(first.readers()).isZero();
    }

    @Test
    void aQueueThatChangesIsToldWhileTheRunIsOn() throws IOException {
        Watch watch = watch(null, 0);
        watch.hear(look(first), now);
        advance(watch);

        watch.hear(look(first, second), now);
        advance(watch);

        assertThat(told).containsExactly("run first []", "run first [second]");
        assertThat(first.readers()).isEqualTo(1);
    }

    @Test
    void aLookFromBeforeAnEndThatWasSentIsKeptBack() throws IOException {
        Watch watch = watch(null, 0);
        watch.hear(look(first), now);
        advance(watch);
        first.finish();
        advance(watch);

        watch.hear(look(first), now);
        advance(watch);
        watch.hear(look(null), now);
        advance(watch);

        assertThat(told).containsExactly("run first []", "first 1-1  end", "run null []");
    }

    @Test
    void anOlderLookIsNotToldAfterANewerOne() throws IOException {
        Look older = look(first, second);
        Watch watch = watch(null, 0);
        watch.hear(look(first), now);
        advance(watch);

        watch.hear(older, now);
        advance(watch);

        assertThat(told).containsExactly("run first []");
    }

    @Test
    void aWatchThatIsOverLetsGoOfItsRun() throws IOException {
        Watch watch = watch(null, 0);
        watch.hear(look(first), now);
        advance(watch);

        watch.close();

        assertThat(first.readers()).isZero();
    }

    private Watch watch(@Nullable WrittenRun seen, long after) {
        LiveCommand.Watch command = new LiveCommand.Watch(chat, seen == null ? null : seen.id(), after);
        return new Watch(
                command,
                (id, run, from) -> Optional.ofNullable(kept.get(run))
                        .map(written -> new Feed(id, written.reader(), from, () -> {})));
    }

    private void advance(Watch watch) throws IOException {
        while (watch.advance(frame -> told.add(outline(frame)), now)) {
            // As long as there is more.
        }
    }

    private Look look(@Nullable WrittenRun current, WrittenRun... queued) {
        return new Look(
                row(version++),
                new Standing(
                        current == null ? null : current.open(),
                        List.of(queued).stream().map(WrittenRun::open).toList()));
    }

    private Chat row(long of) {
        return new Chat(
                chat,
                new AccountId(new UUID(0, 0).toString()),
                "Title",
                false,
                Visibility.PRIVATE,
                false,
                false,
                null,
                null,
                null,
                1,
                1,
                1,
                Seed.TOLD,
                null,
                ChatState.IDLE,
                0,
                false,
                of,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private String outline(LiveFrame frame) {
        return switch (frame) {
            case LiveFrame.Runs runs ->
                "run " + (runs.current() == null ? null : name(runs.current().runId()))
                        + " "
                        + runs.queued().stream().map(run -> name(run.runId())).toList();
            case LiveFrame.Events events ->
                name(events.runId()) + " " + events.from() + "-" + events.seq() + " " + text(events.chunks());
            default -> throw new AssertionError(frame);
        };
    }

    private String name(RunId run) {
        return run.equals(first.id()) ? "first" : "second";
    }

    private static String text(List<UiChunk> chunks) {
        StringBuilder text = new StringBuilder();
        for (UiChunk chunk : chunks) {
            switch (chunk) {
                case UiChunk.TextDelta delta -> text.append(delta.delta());
                case UiChunk.Finish _ -> text.append(" end");
                default -> {}
            }
        }
        return text.toString();
    }
}
