package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.openclaw.HistoryMessage;
import dev.rockpool.openclaw.HistoryMessage.Part;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// What the rows of a history become. Rows are as OpenClaw 2026.9.6 was seen to send them.
class ActivityTest {

    private static final Map<String, String> LS = Map.of("command", "ls");

    private final Activity activity = new Activity();

    @Test
    void thoughtsStandBeforeTheWordsOfTheirMessageAndToolsAfter() {
        List<RunEvent> news = activity.news(
                List.of(
                        row(2, 10, new Part.Text("Let me look. ")),
                        row(2, 10, new Part.Thinking("The folder first."), call("c1")),
                        row(3, 14, result("c1", "a.txt", false)),
                        row(4, 15, new Part.Thinking("Good."), new Part.Text("There is one."))),
                "Let me look.\n\nThere is one.");

        assertThat(news)
                .containsExactly(
                        new RunEvent.Thinking("The folder first.", 0),
                        new RunEvent.ToolCall("c1", "exec", "exec", LS, 12),
                        new RunEvent.ToolResult("c1", "a.txt", false, 4_000L),
                        new RunEvent.Thinking("Good.", 14));
        assertThat(activity.isInTool()).isFalse();
    }

    @Test
    void wordsThatAreNotPartOfTheAnswerMoveNothing() {
        List<RunEvent> news = activity.news(
                List.of(
                        row(2, 10, new Part.Text("I am thinking aloud.")),
                        row(2, 10, call("c1")),
                        row(3, 11, result("c1", "no", true)),
                        row(4, 12, call("c2")),
                        row(5, 13, new Part.Text("Done."))),
                "Done.");

        assertThat(news)
                .containsExactly(
                        new RunEvent.ToolCall("c1", "exec", "exec", LS, 0),
                        new RunEvent.ToolResult("c1", "no", true, 1_000L),
                        new RunEvent.ToolCall("c2", "exec", "exec", LS, 0));
        assertThat(activity.isInTool()).isTrue();
    }

    @Test
    void eachThingIsToldOnceHoweverOftenTheRowsAreRead() {
        List<HistoryMessage> first = List.of(row(2, 10, new Part.Thinking("Hm."), call("c1")));
        List<HistoryMessage> all = Stream.concat(first.stream(), Stream.of(row(3, 12, result("c1", "ok", false))))
                .toList();

        assertThat(activity.news(first, "")).hasSize(2);
        assertThat(activity.news(first, "")).isEmpty();
        assertThat(activity.news(all, "")).containsExactly(new RunEvent.ToolResult("c1", "ok", false, 2_000L));
        assertThat(activity.news(all, "Done.")).isEmpty();
    }

    @Test
    void aNameThatIsUsedAgainMeansAnotherCall() {
        List<RunEvent> news = activity.news(
                List.of(
                        row(2, 10, call("c")),
                        row(3, 11, result("c", "one", false)),
                        row(4, 12, call("c")),
                        row(5, 13, result("c", "two", false))),
                "");

        assertThat(news)
                .extracting(event -> switch (event) {
                    case RunEvent.ToolCall call -> call.id();
                    case RunEvent.ToolResult result -> result.id() + "=" + result.output();
                    default -> "";
                })
                .containsExactly("c", "c=one", "call-4-0", "call-4-0=two");
    }

    @Test
    void moreThanTwoHundredToolsAreNotTold() {
        List<HistoryMessage> rows =
                IntStream.range(0, 300).mapToObj(i -> row(i, 1, call("c" + i))).toList();

        assertThat(activity.news(rows, "")).hasSize(Activity.MOST_TOOLS);
    }

    @Test
    void longArgumentsAndOutputsAreCut() {
        String long1 = "x".repeat(50_000);
        List<RunEvent> news = activity.news(
                List.of(
                        row(
                                2,
                                10,
                                new Part.ToolCall("c1", "write", "{\"path\":\"a.txt\",\"content\":\"" + long1 + "\"}")),
                        row(3, 11, result("c1", long1, false))),
                "");

        assertThat(((RunEvent.ToolCall) news.getFirst()).input())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("path", "a.txt")
                .hasEntrySatisfying(
                        "content", content -> assertThat(content.toString()).hasSizeLessThan(Excerpt.LONGEST + 50));
        assertThat(((RunEvent.ToolResult) news.getLast()).output().toString())
                .startsWith("xxx")
                .endsWith("[34,000 more characters]")
                .hasSizeLessThan(Excerpt.LONGEST + 50);
    }

    @Test
    void whatIsNoJsonObjectIsShownAsItIs() {
        assertThat(new Excerpt().ofArguments("{broken")).isEqualTo("{broken");
        assertThat(new Excerpt().ofArguments("")).isEqualTo("");
        assertThat(new Excerpt().ofArguments("[1]")).isEqualTo("[1]");
    }

    @Test
    void allTextsOfAnAnswerTogetherHaveABoundToo() {
        Excerpt excerpt = new Excerpt();
        long kept = IntStream.range(0, 400)
                .mapToLong(i -> excerpt.of("y".repeat(20_000)).length())
                .sum();

        assertThat(kept).isLessThan(Excerpt.ROOM + 400 * 250);
    }

    private static HistoryMessage row(long seq, long second, Part... parts) {
        Instant at = Instant.ofEpochSecond(second);
        return new HistoryMessage("any", List.of(parts), at, null, seq, "run", null);
    }

    private static Part call(String id) {
        return new Part.ToolCall(id, "exec", "{\"command\":\"ls\"}");
    }

    private static Part result(String id, String output, boolean failed) {
        return new Part.ToolResult(id, output, failed);
    }
}
