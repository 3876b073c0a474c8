package dev.rockpool.run;

import dev.rockpool.openclaw.HistoryMessage;
import dev.rockpool.openclaw.HistoryMessage.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an agent did in one turn besides writing, as the rows of its session's history tell it, in events: each thing
/// once, however often the rows are read. For one thread at a time.
final class Activity {

    /// Tools beyond this many are not told.
    static final int MOST_TOOLS = 200;

    private static final String PARAGRAPH = "\n\n";

    /// A call that has not been answered.
    ///
    /// @param id what it is called here, where the gateway may use a name again
    private record Call(String id, @Nullable Instant at) {}

    private final Set<String> told = new HashSet<>();
    private final Map<String, Call> unanswered = new HashMap<>();
    private final Excerpt excerpt = new Excerpt();
    private int tools;

    /// Whether a tool is at work, as far as is known.
    boolean isInTool() {
        return !unanswered.isEmpty();
    }

    /// What has not been told yet.
    ///
    /// @param rows   the rows of this turn, oldest first
    /// @param answer the words that have come so far; what was done is put between them where the rows have it
    List<RunEvent> news(List<HistoryMessage> rows, String answer) {
        List<RunEvent> news = new ArrayList<>();
        int written = 0;
        for (int start = 0, end = 0; start < rows.size(); start = end) {
            end = endOfRecord(rows, start);
            written = tell(rows.subList(start, end), answer, written, news);
        }
        return news;
    }

    /// One record of the transcript may be several rows, the words of it first.
    private static int endOfRecord(List<HistoryMessage> rows, int start) {
        int end = start + 1;
        while (end < rows.size() && rows.get(end).seq() == rows.get(start).seq()) {
            end++;
        }
        return end;
    }

    /// Models think before they write, and call tools after.
    private int tell(List<HistoryMessage> record, String answer, int written, List<RunEvent> news) {
        String words = String.join("", record.stream().map(HistoryMessage::text).toList())
                .strip();
        int found = find(words, answer, written);
        int start = found < 0 ? written : found;
        int end = found < 0 ? written : found + words.length();
        int number = 0;
        for (HistoryMessage row : record) {
            for (Part part : row.parts()) {
                tell(part, row, number++, start, end, news);
            }
        }
        return end;
    }

    /// The messages of a turn come with an empty line between; some are not part of the answer at all.
    ///
    /// @return where the words are in the answer, after `from`; -1 when they are not
    private static int find(String words, String answer, int from) {
        if (words.isEmpty()) {
            return -1;
        }
        int next = from;
        while (next < answer.length() && Character.isWhitespace(answer.charAt(next))) {
            next++;
        }
        if (answer.startsWith(words, next)) {
            return next;
        }
        int later = answer.indexOf(PARAGRAPH + words, from);
        return later < 0 ? -1 : later + PARAGRAPH.length();
    }

    private void tell(Part part, HistoryMessage row, int number, int start, int end, List<RunEvent> news) {
        switch (part) {
            case Part.Thinking(String text)
            when !text.isBlank() && isNew(row, number) -> news.add(new RunEvent.Thinking(excerpt.of(text), start));
            case Part.ToolCall call
            when tools < MOST_TOOLS && isNew(row, number) -> news.add(called(call, row, number, end));
            case Part.ToolResult result -> answered(result, row, news);
            default -> {}
        }
    }

    private boolean isNew(HistoryMessage row, int number) {
        return told.add(row.seq() + "/" + number);
    }

    private RunEvent called(Part.ToolCall call, HistoryMessage row, int number, int at) {
        tools++;
        String id = call.id().isEmpty() || !told.add(call.id()) ? "call-" + row.seq() + "-" + number : call.id();
        unanswered.put(call.id(), new Call(id, row.recordedAt() == null ? row.timestamp() : row.recordedAt()));
        return new RunEvent.ToolCall(id, call.name(), call.name(), excerpt.ofArguments(call.arguments()), at);
    }

    private void answered(Part.ToolResult result, HistoryMessage row, List<RunEvent> news) {
        Call call = unanswered.remove(result.callId());
        if (call != null) {
            news.add(new RunEvent.ToolResult(
                    call.id(), excerpt.of(result.output()), result.failed(), millis(call.at(), row.timestamp())));
        }
    }

    private static @Nullable Long millis(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? null
                : Long.valueOf(Math.max(
                        0, Duration.between(from, Objects.requireNonNull(to)).toMillis()));
    }
}
