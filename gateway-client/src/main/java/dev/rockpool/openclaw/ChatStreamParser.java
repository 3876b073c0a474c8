package dev.rockpool.openclaw;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Turns the bytes of a chat completion stream into events. Pure: no I/O, no clock; for one thread.
///
/// It takes every shape that gateways were seen to send (OpenClaw 2026.9.6 and 2026.2.9, verified live):
/// the chunks that carry role, finish reason and usage may each be missing; an error object may come at any
/// place and ends the turn; a stream that says it is done without a word has failed, because that is how an
/// older gateway hides a provider's error; a stream that ends without saying so was interrupted, or has
/// failed when there was no word yet.
final class ChatStreamParser {

    /// An older gateway may put a whole answer into one event, hence the room.
    static final int EVENT_LIMIT = 4 * 1024 * 1024;

    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final SseDecoder decoder = new SseDecoder(EVENT_LIMIT, this::event);
    private final ChunkReader chunk = new ChunkReader();
    private final Queue<ChatEvent> ready = new ArrayDeque<>();
    private FinishReason reason = FinishReason.STOP;
    private String heldBack = "";
    private boolean anyText;
    private boolean cutOff;
    private boolean ended;

    /// More bytes of the stream; whatever they complete can be [polled][#poll()] then.
    void feed(byte[] bytes, int from, int to) {
        if (ended) {
            return;
        }
        try {
            decoder.feed(bytes, from, to);
        } catch (SseDecoder.TooLargeException e) {
            fail(GatewayErrors.unreadable("The answer contained " + e.getMessage() + "."));
        }
    }

    /// The stream has ended.
    ///
    /// @param how what ended it, `null` for an orderly end
    void end(@Nullable String how) {
        if (ended) {
            return;
        }
        if (how == null) {
            lastEvent();
        }
        if (!ended) {
            String detail = how == null ? "The stream ended before the answer was complete." : how;
            end(anyText ? new ChatEvent.Interrupted(detail) : new ChatEvent.Failed(GatewayErrors.lost(detail)));
        }
    }

    /// The next event, or `null` when more bytes are needed or the end was polled.
    @Nullable
    ChatEvent poll() {
        return ready.poll();
    }

    /// What the stream says that its run is called; `null` while it has not.
    @Nullable
    String runId() {
        return chunk.runId();
    }

    /// What is left may be half an event, which is no fault of its own.
    private void lastEvent() {
        cutOff = true;
        try {
            decoder.end();
        } catch (SseDecoder.TooLargeException _) {
            // The stream is over; that its last piece was too large does not matter any more.
        }
    }

    private void event(byte[] data, int length) {
        if (ended) {
            return;
        }
        if (Arrays.equals(data, 0, Math.min(length, DONE.length), DONE, 0, DONE.length)) {
            done();
            return;
        }
        if (!chunk.read(data, length)) {
            if (cutOff) {
                return;
            }
            fail(GatewayErrors.unreadable("The answer contained something that is not JSON."));
            return;
        }
        text(chunk.text());
        GatewayError error = chunk.error();
        if (error != null) {
            fail(error);
            return;
        }
        FinishReason given = chunk.finishReason();
        reason = given == null ? reason : given;
        Usage usage = chunk.usage();
        if (usage != null) {
            ready.add(new ChatEvent.UsageReport(usage));
        }
    }

    /// A character outside the basic plane may come in two halves; the first one waits for the second.
    private void text(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        String text = heldBack.isEmpty() ? piece : heldBack + piece;
        int end = Character.isHighSurrogate(text.charAt(text.length() - 1)) ? text.length() - 1 : text.length();
        heldBack = text.substring(end);
        if (end > 0) {
            anyText = true;
            ready.add(new ChatEvent.Text(text.substring(0, end)));
        }
    }

    private void done() {
        end(anyText ? new ChatEvent.Finished(reason) : new ChatEvent.Failed(GatewayErrors.emptyAnswer()));
    }

    private void fail(GatewayError error) {
        end(new ChatEvent.Failed(error));
    }

    private void end(ChatEvent.End end) {
        ended = true;
        ready.add(end);
    }
}
