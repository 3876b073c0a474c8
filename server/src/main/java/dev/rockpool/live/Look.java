package dev.rockpool.live;

import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;
import dev.rockpool.run.OpenRun;
import dev.rockpool.run.RunId;
import dev.rockpool.run.Standing;

/// How the runs of a chat stood when its row was `row` or newer.
record Look(Chat row, Standing standing) {

    ChatId chat() {
        return row.id();
    }

    LiveFrame frame() {
        return new LiveFrame.Runs(row.id(), row.version(), standing.current(), standing.queued());
    }

    boolean isCurrent(RunId run) {
        OpenRun current = standing.current();
        return current != null && current.runId().equals(run);
    }

    boolean isWaiting(RunId run) {
        return standing.queued().stream().anyMatch(waiting -> waiting.runId().equals(run));
    }
}
