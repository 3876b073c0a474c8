package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.testing.OnSqlite;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

@OnSqlite
@Timeout(60)
class RunLogsTest {

    private static final int ATTEMPTS = 3_000;

    @Autowired
    RunRepository runs;

    @Autowired
    Announcements announcements;

    @Test
    void aWaitingRunThatStartsAsItsLastReaderLeavesCanBeReadHere() throws Exception {
        // Not started, or it would find that these runs are not in the database.
        RunLogs logs = new RunLogs(runs, announcements);
        CyclicBarrier together = new CyclicBarrier(2);
        for (int i = 0; i < ATTEMPTS; i++) {
            Run run = waiting();
            RunReader reader = logs.read(run, 0);
            Thread leaving = Thread.ofPlatform().start(() -> {
                meet(together);
                reader.close();
            });
            meet(together);
            RunLog log = logs.local(run.started());
            leaving.join();

            log.append(new RunEvent.Text("word"));
            try (RunReader again = logs.read(run.chat(), run.id(), 0).orElseThrow()) {
                assertThat(again.poll(1)).containsExactly(new RunEvent.Text("word"));
            }
            logs.forget(run.id());
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Run waiting() {
        return new Run(
                RunId.next(),
                new ChatId(UUID.randomUUID().toString()),
                1,
                new MessageId(UUID.randomUUID().toString()),
                new MessageId(UUID.randomUUID().toString()),
                RunStatus.QUEUED,
                false,
                Instant.EPOCH);
    }
}
