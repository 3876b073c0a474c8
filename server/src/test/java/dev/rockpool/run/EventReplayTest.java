package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.chat.MessagePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a run's events are, however they were cut into stored batches and wherever a reader resumes: it
/// sees the same events and so the same message. Each seed is one recorded run.
class EventReplayTest {

    private final EventCodec codec = new EventCodec(JsonMapper.shared());

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void resumingAtEveryPositionGivesTheSameMessage(long seed) {
        List<RunEvent> events = recordedRun(new Random(seed));
        List<Stored> rows = store(events, new Random(seed + 1));
        List<MessagePart> whole = AnswerParts.of(events).parts();

        for (int position = 0; position <= events.size(); position++) {
            List<RunEvent> seen = new ArrayList<>(events.subList(0, position));
            seen.addAll(replay(rows, position));
            assertThat(seen).isEqualTo(events);
            assertThat(AnswerParts.of(seen).parts()).isEqualTo(whole);
        }
    }

    private record Stored(long firstSeq, String events) {}

    private List<Stored> store(List<RunEvent> events, Random random) {
        List<Stored> rows = new ArrayList<>();
        int start = 0;
        while (start < events.size()) {
            int end = Math.min(events.size(), start + 1 + random.nextInt(12));
            rows.add(new Stored(start + 1L, codec.encode(events.subList(start, end))));
            start = end;
        }
        return rows;
    }

    private List<RunEvent> replay(List<Stored> rows, long after) {
        return rows.stream()
                .flatMap(row -> RunRepository.after(after, row.firstSeq(), codec.decode(row.events())).stream())
                .toList();
    }

    private static List<RunEvent> recordedRun(Random random) {
        List<RunEvent> events = new ArrayList<>();
        int length = 1 + random.nextInt(60);
        for (int i = 0; i < length; i++) {
            events.add(
                    switch (random.nextInt(12)) {
                        case 0 -> new RunEvent.Thinking("hm " + i, random.nextBoolean() ? null : i);
                        case 1 -> new RunEvent.ToolCall("call-" + i, "exec", "mvn test", Map.of("command", "mvn test"));
                        case 2 -> new RunEvent.ToolResult("call-" + (i - 1), "ok", random.nextBoolean());
                        case 3 -> new RunEvent.Usage(i, i, 2L * i);
                        case 4 -> new RunEvent.Phase("starting_model");
                        case 5 -> new RunEvent.Titled("Tides");
                        default -> new RunEvent.Text(WORDS[random.nextInt(WORDS.length)]);
                    });
        }
        events.add(
                switch (random.nextInt(4)) {
                    case 0 -> RunEvent.End.finished("stop");
                    case 1 -> RunEvent.End.stopped();
                    case 2 -> RunEvent.End.failed("unreachable:gateway", "The gateway is away.");
                    default -> RunEvent.End.interrupted("Rockpool was interrupted.");
                });
        return events;
    }

    private static final String[] WORDS = {
        "tide ", "\n\n", "```java\n", "日本語", "👩‍👩‍👧", "\ud83c", "\udf0a", "\"quoted\" ", "\\", "|a|b|\n", " "
    };
}
