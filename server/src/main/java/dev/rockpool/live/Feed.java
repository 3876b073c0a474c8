package dev.rockpool.live;

import dev.rockpool.api.UiChunk;
import dev.rockpool.api.UiChunks;
import dev.rockpool.chat.ChatId;
import dev.rockpool.run.RunEvent;
import dev.rockpool.run.RunId;
import dev.rockpool.run.RunReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The events of one run on their way to one socket: translated, in frames of bounded size.
///
/// What it holds besides the run's shared log is at most [#AHEAD] references. For one thread.
final class Feed implements AutoCloseable {

    /// A frame is full with so much text (in UTF-16 units); the event that fills it is the last in it.
    static final int FULL = 48 * 1024;

    private static final int AHEAD = 256;

    private final ChatId chat;
    private final RunReader reader;
    private final long after;
    private final UiChunks chunks;
    private final Queue<RunEvent> ahead = new ArrayDeque<>();
    private long seq;
    private boolean full;

    /// @param reader reads the run from its first event on: the parts of an answer are numbered from there
    /// @param after  the last event the browser has seen
    Feed(ChatId chat, RunReader reader, long after, Runnable onGrowth) {
        this.chat = chat;
        this.reader = reader;
        this.after = after;
        this.chunks = new UiChunks(reader.messageId(), reader.runId().value(), reader.createdAt());
        reader.onGrowth(onGrowth);
    }

    RunId run() {
        return reader.runId();
    }

    /// Whether nothing more will come: the run's end has been handed out or, where its node died or left,
    /// there will be none.
    boolean ended() {
        return chunks.ended() || ahead.isEmpty() && reader.exhausted();
    }

    /// Whether the last frame was full, so that there may be more at once.
    boolean isBehind() {
        return full;
    }

    /// The next frame; empty when there is nothing new.
    Optional<LiveFrame> next() {
        skipWhatWasSeen();
        long from = seq + 1;
        List<RunEvent> events = take();
        if (events.isEmpty()) {
            return Optional.empty();
        }
        List<UiChunk> out = new ArrayList<>(from == 1 ? chunks.start() : List.of());
        out.addAll(chunks.of(events));
        return Optional.of(new LiveFrame.Events(chat, run(), from, seq, out));
    }

    private void skipWhatWasSeen() {
        while (seq < after) {
            RunEvent seen = poll();
            if (seen == null) {
                return;
            }
            chunks.of(List.of(seen));
        }
    }

    private List<RunEvent> take() {
        List<RunEvent> events = new ArrayList<>();
        int length = 0;
        while (seq >= after && length < FULL) {
            RunEvent event = poll();
            if (event == null) {
                break;
            }
            events.add(event);
            length += length(event);
        }
        full = length >= FULL;
        return events;
    }

    private @Nullable RunEvent poll() {
        if (ahead.isEmpty()) {
            ahead.addAll(reader.poll(AHEAD));
        }
        RunEvent next = ahead.poll();
        if (next != null) {
            seq++;
        }
        return next;
    }

    private static int length(RunEvent event) {
        return switch (event) {
            case RunEvent.Text(String text) -> text.length();
            case RunEvent.Aside aside -> aside.text().length();
            case RunEvent.Thinking thought -> thought.text().length();
            case RunEvent.ToolCall call -> Objects.toString(call.input()).length();
            case RunEvent.ToolResult result -> Objects.toString(result.output()).length();
            default -> 0;
        };
    }

    @Override
    public void close() {
        reader.close();
    }
}
