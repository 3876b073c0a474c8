package dev.rockpool.run;

import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessagePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Folds the events of a run, in order, into the message they make. What was heard of late is put where it happened,
/// between the words before and after it.
final class AnswerParts {

    /// Something besides words, and how much of the text is before it.
    private record Placed(int at, MessagePart part) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Placed> placed = new ArrayList<>();
    private final StringBuilder thought = new StringBuilder();
    private Message.@Nullable TokenUsage usage;

    /// Takes all of `events`.
    static AnswerParts of(List<RunEvent> events) {
        AnswerParts answer = new AnswerParts();
        events.forEach(answer::add);
        return answer;
    }

    void add(RunEvent event) {
        switch (event) {
            case RunEvent.Text(String words) -> {
                closeThought();
                text.append(words);
            }
            case RunEvent.Aside aside -> insert(aside);
            case RunEvent.Thinking thinking -> think(thinking);
            case RunEvent.ToolCall call ->
                place(
                        call.at(),
                        new MessagePart.Tool(
                                call.id(), call.name(), "input-available", call.input(), null, null, null));
            case RunEvent.ToolResult result -> settle(result);
            case RunEvent.Usage spent -> usage = new Message.TokenUsage(spent.input(), spent.output(), spent.total());
            case RunEvent.Approval _, RunEvent.Phase _, RunEvent.Titled _, RunEvent.End _ -> {}
        }
    }

    /// What happened at that very place happened before.
    private void insert(RunEvent.Aside aside) {
        closeThought();
        int place = Math.clamp(aside.at(), 0, text.length());
        text.insert(place, aside.text());
        placed.replaceAll(known ->
                known.at() > place ? new Placed(known.at() + aside.text().length(), known.part()) : known);
    }

    /// Pieces of a thought follow each other; one with a place of its own is whole.
    private void think(RunEvent.Thinking thinking) {
        if (thinking.at() == null) {
            thought.append(thinking.text());
        } else {
            place(thinking.at(), new MessagePart.Reasoning(thinking.text()));
        }
    }

    private void closeThought() {
        if (!thought.isEmpty()) {
            placed.add(new Placed(text.length(), new MessagePart.Reasoning(thought.toString())));
            thought.setLength(0);
        }
    }

    /// After what is at the same place or before it already, in the order it was heard of.
    private void place(@Nullable Integer at, MessagePart part) {
        closeThought();
        int place = at == null ? text.length() : Math.clamp(at, 0, text.length());
        int index = placed.size();
        while (index > 0 && placed.get(index - 1).at() > place) {
            index--;
        }
        placed.add(index, new Placed(place, part));
    }

    private void settle(RunEvent.ToolResult result) {
        placed.replaceAll(known -> known.part() instanceof MessagePart.Tool call
                        && call.toolCallId().equals(result.id())
                ? new Placed(known.at(), settled(call, result))
                : known);
    }

    private static MessagePart.Tool settled(MessagePart.Tool call, RunEvent.ToolResult result) {
        return new MessagePart.Tool(
                call.toolCallId(),
                call.toolName(),
                result.failed() ? "output-error" : "output-available",
                call.input(),
                result.failed() ? null : result.output(),
                result.failed() ? Objects.toString(result.output()) : null,
                result.durationMs());
    }

    /// The parts of the message, once there are no more events: a tool that has not answered by then never will.
    List<MessagePart> parts() {
        closeThought();
        List<MessagePart> parts = new ArrayList<>();
        int written = 0;
        for (Placed next : placed) {
            written = write(written, next.at(), parts);
            parts.add(next.part() instanceof MessagePart.Tool call ? ended(call) : next.part());
        }
        write(written, text.length(), parts);
        return List.copyOf(parts);
    }

    /// Words around something else lose the empty lines between: they are paragraphs of their own now.
    private int write(int from, int to, List<MessagePart> parts) {
        boolean isWhole = from == 0 && to == text.length();
        String words = text.substring(from, to);
        if (isWhole ? !words.isEmpty() : !words.isBlank()) {
            parts.add(new MessagePart.Text(isWhole ? words : trimmed(words, from > 0, to < text.length())));
        }
        return to;
    }

    private static String trimmed(String words, boolean atStart, boolean atEnd) {
        String start = atStart ? words.replaceFirst("^\\s*\\n", "") : words;
        return atEnd ? start.stripTrailing() : start;
    }

    private static MessagePart.Tool ended(MessagePart.Tool call) {
        return call.state().equals("input-available")
                ? settled(call, new RunEvent.ToolResult(call.toolCallId(), MessagePart.Tool.UNFINISHED, true))
                : call;
    }

    Message.@Nullable TokenUsage usage() {
        return usage;
    }
}
