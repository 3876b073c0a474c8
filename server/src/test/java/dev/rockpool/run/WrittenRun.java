package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessagePart;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A run whose events a test writes, for tests of those who read runs.
public final class WrittenRun {

    private final RunLog log = new RunLog();
    private final Run run;
    private int readers;

    public WrittenRun(ChatId chat) {
        this.run = new Run(
                RunId.next(),
                chat,
                1,
                new MessageId(UUID.randomUUID().toString()),
                new MessageId(UUID.randomUUID().toString()),
                RunStatus.RUNNING,
                false,
                Instant.EPOCH);
    }

    public RunId id() {
        return run.id();
    }

    /// As a page sees it while it is on.
    public OpenRun open() {
        Message question = new Message(
                run.userMessage(),
                Message.Role.USER,
                List.of(new MessagePart.Text("?")),
                Message.Metadata.at(Instant.EPOCH));
        return OpenRun.of(run, question);
    }

    public void write(String... words) {
        for (String word : words) {
            log.append(new RunEvent.Text(word));
        }
    }

    public void finish() {
        log.end(RunEvent.End.finished("stop"));
    }

    public RunReader reader() {
        readers++;
        return new RunReader(run, log, 0, () -> readers--);
    }

    /// How many readers are open.
    public int readers() {
        return readers;
    }
}
