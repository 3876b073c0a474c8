package dev.rockpool.api;

import dev.rockpool.api.UiChunk.Metadata;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.run.RunEvent;
import dev.rockpool.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Translates the events of one run, in order, into the chunks of an AI SDK UI message stream.
///
/// The AI SDK's client wants every delta inside a part that was started and, after an `error`, reads
/// nothing more (AI SDK 6.0 and 7.0, `processUIMessageStream`). It also refuses a chunk with a field it does not know
/// (`uiMessageChunkSchema`), so where something happened and how long it took is told to our own page only. For one
/// reader.
public final class UiChunks {

    private final String messageId;
    private final String runId;
    private final Instant createdAt;
    private final boolean isPlain;

    private final Set<String> calls = new LinkedHashSet<>();
    private List<UiChunk> out = new ArrayList<>();
    private Open open = Open.NOTHING;
    private int parts;
    private boolean ended;

    /// What kind of part is being written.
    private enum Open {
        NOTHING,
        TEXT,
        REASONING
    }

    private UiChunks(String messageId, String runId, Instant createdAt, boolean isPlain) {
        this.messageId = messageId;
        this.runId = runId;
        this.createdAt = createdAt;
        this.isPlain = isPlain;
    }

    /// With all that our own page knows to read.
    ///
    /// @param messageId the id the finished answer will be stored under
    /// @param createdAt when the run was asked for
    public UiChunks(String messageId, String runId, Instant createdAt) {
        this(messageId, runId, createdAt, false);
    }

    /// With nothing the AI SDK's own client does not know. Parameters as of [#UiChunks].
    static UiChunks plain(String messageId, String runId, Instant createdAt) {
        return new UiChunks(messageId, runId, createdAt, true);
    }

    /// The chunks before the first event.
    public List<UiChunk> start() {
        return List.of(
                new UiChunk.Start(messageId, new Metadata(createdAt, runId, null, null)), new UiChunk.StartStep());
    }

    /// Whether the last event has been translated.
    public boolean ended() {
        return ended;
    }

    /// The chunks for the next `events`; neighbouring pieces of text become one.
    public List<UiChunk> of(List<RunEvent> events) {
        out = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (RunEvent event : events) {
            switch (event) {
                case RunEvent.Text(String text) -> {
                    turnTo(Open.TEXT, null, words);
                    words.append(text);
                }
                case RunEvent.Thinking thinking -> {
                    turnTo(Open.REASONING, thinking.at(), words);
                    words.append(thinking.text());
                    if (thinking.at() != null) {
                        flush(words);
                        close();
                    }
                }
                default -> {
                    flush(words);
                    translate(event);
                }
            }
        }
        flush(words);
        return out;
    }

    /// @param at the place of its own that a thought has, which is then whole
    private void turnTo(Open kind, @Nullable Integer at, StringBuilder words) {
        if (open != kind || at != null) {
            flush(words);
            close();
            parts++;
            open = kind;
            out.add(
                    kind == Open.TEXT
                            ? new UiChunk.TextStart(partId())
                            : new UiChunk.ReasoningStart(partId(), isPlain ? null : at));
        }
    }

    private void flush(StringBuilder words) {
        if (!words.isEmpty()) {
            String delta = words.toString();
            out.add(
                    open == Open.TEXT
                            ? new UiChunk.TextDelta(partId(), delta, null)
                            : new UiChunk.ReasoningDelta(partId(), delta));
            words.setLength(0);
        }
    }

    private void close() {
        switch (open) {
            case NOTHING -> {}
            case TEXT -> out.add(new UiChunk.TextEnd(partId()));
            case REASONING -> out.add(new UiChunk.ReasoningEnd(partId()));
        }
        open = Open.NOTHING;
    }

    private String partId() {
        return "part-" + parts;
    }

    private void translate(RunEvent event) {
        switch (event) {
            case RunEvent.Aside(String text, int at) -> {
                close();
                turnTo(Open.TEXT, null, new StringBuilder());
                out.add(new UiChunk.TextDelta(partId(), text, isPlain ? null : at));
                close();
            }
            case RunEvent.Text _, RunEvent.Thinking _ -> throw new IllegalStateException("text is joined before");
            case RunEvent.ToolCall call -> {
                close();
                calls.add(call.id());
                out.add(new UiChunk.ToolInput(
                        call.id(), call.name(), call.input(), call.title(), true, true, isPlain ? null : call.at()));
            }
            case RunEvent.ToolResult result -> {
                calls.remove(result.id());
                out.add(toolAnswer(result));
            }
            case RunEvent.Approval approval -> out.add(new UiChunk.ToolApproval(approval.id(), approval.toolCallId()));
            case RunEvent.Usage usage ->
                out.add(new UiChunk.MessageMetadata(
                        metadata(null, new Message.TokenUsage(usage.input(), usage.output(), usage.total()))));
            case RunEvent.Phase(String name) -> out.add(new UiChunk.Phase(name, true));
            case RunEvent.Titled(String title) -> out.add(new UiChunk.ChatTitle(title, true));
            case RunEvent.End end -> end(end);
        }
    }

    private UiChunk toolAnswer(RunEvent.ToolResult result) {
        Long duration = isPlain ? null : result.durationMs();
        return result.failed()
                ? new UiChunk.ToolError(result.id(), Objects.toString(result.output()), true, true, duration)
                : new UiChunk.ToolOutput(result.id(), result.output(), true, true, duration);
    }

    private void end(RunEvent.End end) {
        close();
        calls.forEach(call -> out.add(new UiChunk.ToolError(call, MessagePart.Tool.UNFINISHED, true, true, null)));
        out.add(new UiChunk.FinishStep());
        out.add(new UiChunk.MessageMetadata(metadata(end.status(), null)));
        out.add(
                switch (end.status()) {
                    case FINISHED ->
                        new UiChunk.Finish(
                                Objects.requireNonNullElse(end.finishReason(), "stop"), metadata(end.status(), null));
                    case STOPPED -> new UiChunk.Abort();
                    case FAILED, INTERRUPTED ->
                        new UiChunk.Failure(
                                end.failure() == null
                                        ? "The answer broke off."
                                        : end.failure().message());
                    case QUEUED, RUNNING -> throw new IllegalStateException(end.status() + " is no end.");
                });
        ended = true;
    }

    private static Metadata metadata(@Nullable RunStatus status, Message.@Nullable TokenUsage usage) {
        return new Metadata(null, null, status == null ? null : status.word(), usage);
    }
}
