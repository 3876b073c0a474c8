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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an agent did in one turn besides writing, as the rows of its session's history tell it, in events: each thing
/// once, however often the rows are read. For one thread at a time.
final class Activity {

    /// Tools beyond this many are not told.
    static final int MOST_TOOLS = 200;

    /// A call that has not been answered.
    ///
    /// @param id what it is called here, where the gateway may use a name again
    private record Call(String id, @Nullable Instant at) {}

    private final Set<String> told = new HashSet<>();
    private final Map<String, Call> unanswered = new HashMap<>();
    private final Excerpt excerpt = new Excerpt();
    private int tools;
    private boolean waits;

    /// Whether a tool is at work, as far as is known.
    boolean isInTool() {
        return !unanswered.isEmpty();
    }

    /// Whether words are told only once it is certain that the stream does not bring them.
    boolean waits() {
        return waits;
    }

    /// What has not been told yet.
    ///
    /// @param rows      the rows of this turn, oldest first
    /// @param answer    the words that have come so far; what was done is put between them where the rows have it
    /// @param isSettled whether the stream has brought all words of these rows that it will bring
    List<RunEvent> news(List<HistoryMessage> rows, String answer, boolean isSettled) {
        List<RunEvent> news = new ArrayList<>();
        Telling telling = new Telling(answer);
        waits = false;
        for (int start = 0, end = 0; start < rows.size() && !waits; start = end) {
            end = endOfRecord(rows, start);
            tell(rows.subList(start, end), telling, isSettled, news);
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
    private void tell(List<HistoryMessage> record, Telling telling, boolean isSettled, List<RunEvent> news) {
        String words = String.join("", record.stream().map(HistoryMessage::text).toList())
                .strip();
        Telling.Place place = telling.find(words, told.contains(wordsOf(record)));
        boolean isAside = isAside(record, place);
        waits = isAside && !isSettled;
        if (waits) {
            return;
        }
        List<RunEvent> thoughts = new ArrayList<>();
        List<RunEvent> deeds = new ArrayList<>();
        List<RunEvent> asides = isAside ? List.of(telling.add(place, excerpt.of(place.missing()))) : List.of();
        int end = isAside ? telling.written() : place.end();
        int number = 0;
        for (HistoryMessage row : record) {
            for (Part part : row.parts()) {
                tell(part, row, number++, place.start(), end, part instanceof Part.Thinking ? thoughts : deeds);
            }
        }
        if (isAside) {
            told.add(wordsOf(record));
        }
        Stream.of(thoughts, asides, deeds).forEach(news::addAll);
    }

    /// Whether words led to a tool and are not in the answer. Others that are missing are none of it: they were told
    /// elsewhere.
    private boolean isAside(List<HistoryMessage> record, Telling.Place place) {
        return !place.missing().isEmpty()
                && tools < MOST_TOOLS
                && record.stream().flatMap(row -> row.parts().stream()).anyMatch(Part.ToolCall.class::isInstance)
                && !told.contains(wordsOf(record));
    }

    private static String wordsOf(List<HistoryMessage> record) {
        return record.getFirst().seq() + "/words";
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
