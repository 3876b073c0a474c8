package dev.rockpool.run;

import dev.rockpool.gateway.AgentEvent;
import dev.rockpool.gateway.AgentFailure;
import dev.rockpool.gateway.AgentStream;
import dev.rockpool.gateway.LanguageModel;
import dev.rockpool.openclaw.HistoryMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after what the agent does in one turn besides writing, of which its stream says nothing: reads the session's
/// history while the stream is silent and once when it has ended, and adds what it finds to the run's log. An answer
/// never depends on it. Where the gateway has no histories it does nothing.
final class ActivityReader implements AutoCloseable {

    /// How long a silence is before it is looked into, and from one look to the next.
    private static final List<Duration> SILENCES =
            List.of(Duration.ofMillis(1_500), Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(10));

    /// How long the end of an answer waits for its last look.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// The same when somebody has stopped it, who wants it to end.
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(1);

    /// How much longer than the history the stream may take to bring the same words.
    private static final Duration DELAY = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(ActivityReader.class);

    private final LanguageModel model;
    private final AgentStream stream;
    private final ActiveRun run;
    private final Activity activity = new Activity();
    private final ReentrantLock telling = new ReentrantLock();
    private final Echo echo = new Echo();
    private final @Nullable Thread watcher;
    private volatile long heardAt = System.nanoTime();

    private ActivityReader(LanguageModel model, AgentStream stream, ActiveRun run) {
        this.model = model;
        this.stream = stream;
        this.run = run;
        this.watcher = model.readsHistory()
                ? Thread.ofVirtual().name("activity-" + run.run().id()).unstarted(this::watch)
                : null;
    }

    /// Begins to look after a turn whose stream has been opened.
    static ActivityReader of(LanguageModel model, AgentStream stream, ActiveRun run) {
        ActivityReader reader = new ActivityReader(model, stream, run);
        if (reader.watcher != null) {
            reader.watcher.start();
        }
        return reader;
    }

    /// Adds what the stream has said to the run's log.
    void heard(RunEvent event) {
        heardAt = System.nanoTime();
        telling.lock();
        try {
            if (event instanceof RunEvent.Text(String text) && echo.isExpected()) {
                write(echo.next(text));
            } else {
                run.log().append(event);
            }
        } finally {
            telling.unlock();
        }
    }

    private void write(String words) {
        if (!words.isEmpty()) {
            run.log().append(new RunEvent.Text(words));
        }
    }

    /// Looks a last time at a turn that has ended.
    ///
    /// @return whether the answer is complete and the session remembers nothing from before this turn
    boolean end(AgentEvent.End end) {
        close();
        if (watcher == null || end instanceof AgentEvent.Interrupted) {
            return false;
        }
        TurnRows rows = read(end instanceof AgentEvent.Cancelled ? LITTLE_PATIENCE : PATIENCE);
        if (rows != null) {
            tell(rows, true);
        }
        return end instanceof AgentEvent.Finished && rows != null && rows.isFirst();
    }

    /// Nothing more comes from the stream: looks no more.
    @Override
    public void close() {
        if (watcher != null) {
            watcher.interrupt();
        }
        telling.lock();
        try {
            write(echo.rest());
        } finally {
            telling.unlock();
        }
    }

    private void watch() {
        try {
            int looks = 0;
            long heard = heardAt;
            while (true) {
                Duration silence = SILENCES.get(Math.min(looks, SILENCES.size() - 1));
                long from = looks == 0 ? heard : System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(from + silence.toNanos() - System.nanoTime());
                boolean isSilent = heard == heardAt;
                heard = heardAt;
                looks = isSilent ? looks + 1 : 0;
                if (isSilent || activity.isInTool()) {
                    look();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        TurnRows rows = read(PATIENCE);
        if (rows != null && tell(rows, false)) {
            TimeUnit.NANOSECONDS.sleep(DELAY.toNanos());
            tell(rows, true);
        }
    }

    private @Nullable TurnRows read(Duration patience) {
        String id = stream.runId().orElse(null);
        if (id == null) {
            return null;
        }
        try {
            return TurnRows.read(model, id, patience);
        } catch (AgentFailure e) {
            log.debug(
                    "run={} its session's history cannot be read: {}", run.run().id(), e.reason());
            return null;
        }
    }

    /// @return whether there is more to tell once it is certain what the stream brings
    private boolean tell(TurnRows rows, boolean isSettled) {
        if (rows.own().stream().noneMatch(ActivityReader::tellsMore)) {
            return false;
        }
        telling.lock();
        try {
            List<RunEvent> news = activity.news(rows.own(), words(), isSettled);
            run.log().append(news);
            for (RunEvent event : news) {
                if (event instanceof RunEvent.Aside aside) {
                    echo.expect(aside.text());
                }
            }
            return activity.waits();
        } finally {
            telling.unlock();
        }
    }

    private static boolean tellsMore(HistoryMessage row) {
        return row.parts().stream().anyMatch(part -> !(part instanceof HistoryMessage.Part.Text));
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        for (RunEvent event : run.log().after(0)) {
            if (event instanceof RunEvent.Text(String text)) {
                words.append(text);
            } else if (event instanceof RunEvent.Aside(String text, int at)) {
                words.insert(at, text);
            }
        }
        return words.toString();
    }
}
