package dev.rockpool.run;

import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessagePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Folds the events of a run, in order, into the message they make.
final class AnswerParts {

    private final List<MessagePart> parts = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean thinking;
    private Message.@Nullable TokenUsage usage;

    /// Takes all of `events`.
    static AnswerParts of(List<RunEvent> events) {
        AnswerParts answer = new AnswerParts();
        events.forEach(answer::add);
        return answer;
    }

    void add(RunEvent event) {
        switch (event) {
            case RunEvent.Text(String text) -> write(text, false);
            case RunEvent.Thinking(String text) -> write(text, true);
            case RunEvent.ToolCall call -> {
                closeOpen();
                parts.add(new MessagePart.Tool(call.id(), call.name(), "input-available", call.input(), null, null));
            }
            case RunEvent.ToolResult result -> settle(result);
            case RunEvent.Usage spent -> usage = new Message.TokenUsage(spent.input(), spent.output(), spent.total());
            case RunEvent.Approval _, RunEvent.Phase _, RunEvent.Titled _, RunEvent.End _ -> {}
        }
    }

    private void write(String text, boolean asThinking) {
        if (thinking != asThinking) {
            closeOpen();
            thinking = asThinking;
        }
        open.append(text);
    }

    private void closeOpen() {
        if (!open.isEmpty()) {
            parts.add(thinking ? new MessagePart.Reasoning(open.toString()) : new MessagePart.Text(open.toString()));
            open.setLength(0);
        }
    }

    private void settle(RunEvent.ToolResult result) {
        parts.replaceAll(part ->
                part instanceof MessagePart.Tool call && call.toolCallId().equals(result.id())
                        ? settled(call, result)
                        : part);
    }

    private static MessagePart.Tool settled(MessagePart.Tool call, RunEvent.ToolResult result) {
        return result.failed()
                ? new MessagePart.Tool(
                        call.toolCallId(),
                        call.toolName(),
                        "output-error",
                        call.input(),
                        null,
                        Objects.toString(result.output()))
                : new MessagePart.Tool(
                        call.toolCallId(), call.toolName(), "output-available", call.input(), result.output(), null);
    }

    List<MessagePart> parts() {
        closeOpen();
        return List.copyOf(parts);
    }

    Message.@Nullable TokenUsage usage() {
        return usage;
    }
}
