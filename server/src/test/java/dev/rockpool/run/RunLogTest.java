package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RunLogTest {

    private final RunLog log = new RunLog();

    @Test
    void everyReaderSeesEveryEventOnceAndInOrderWhileTheyAreWritten() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<RunEvent>>> readers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readers.add(threads.submit(readToTheEnd()));
            }
            List<RunEvent> written = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                RunEvent event = new RunEvent.Text("t" + i);
                written.add(event);
                log.append(event);
            }
            log.end(RunEvent.End.stopped());
            written.add(RunEvent.End.stopped());

            for (Future<List<RunEvent>> reader : readers) {
                assertThat(reader.get()).isEqualTo(written);
            }
        }
    }

    private Callable<List<RunEvent>> readToTheEnd() {
        return () -> {
            List<RunEvent> seen = new ArrayList<>();
            while (seen.isEmpty() || !(seen.getLast() instanceof RunEvent.End)) {
                seen.addAll(log.await(seen.size(), Duration.ofSeconds(10)));
            }
            return seen;
        };
    }

    @Test
    void aReaderThatWaitsInVainComesBackWithNothing() throws Exception {
        assertThat(log.await(0, Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void aSealedLogTakesTheEndAndNothingElse() {
        log.append(new RunEvent.Text("kept"));
        log.seal();
        log.append(new RunEvent.Text("too late"));
        log.end(RunEvent.End.finished("stop"));

        assertThat(log.after(0)).containsExactly(new RunEvent.Text("kept"), RunEvent.End.finished("stop"));
    }

    @Test
    void aRunEndsOnce() {
        log.end(RunEvent.End.stopped());

        assertThatThrownBy(() -> log.end(RunEvent.End.stopped())).isInstanceOf(IllegalStateException.class);
    }
}
