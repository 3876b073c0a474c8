package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.chat.MessagePart;
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
        List<RunEvent> news = news(
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
    void wordsTheStreamLeftOutStandBeforeTheToolTheyLedTo() {
        String answer = "Done.";

        List<RunEvent> news = news(
                List.of(
                        row(2, 10, new Part.Text("Looking into 0.")),
                        row(2, 10, new Part.Thinking("Hm."), call("c1")),
                        row(3, 11, result("c1", "no", true)),
                        row(4, 12, new Part.Text("Looking into 1.")),
                        row(4, 12, call("c2")),
                        row(5, 13, new Part.Text("Done."))),
                answer);

        assertThat(news)
                .containsExactly(
                        new RunEvent.Thinking("Hm.", 0),
                        new RunEvent.Aside("Looking into 0.\n\n", 0),
                        new RunEvent.ToolCall("c1", "exec", "exec", LS, 15),
                        new RunEvent.ToolResult("c1", "no", true, 1_000L),
                        new RunEvent.Aside("\n\nLooking into 1.", 15),
                        new RunEvent.ToolCall("c2", "exec", "exec", LS, 32));
        assertThat(message(answer, news))
                .containsExactly("Hm.", "Looking into 0.", "c1", "Looking into 1.", "c2", "Done.");
        assertThat(activity.isInTool()).isTrue();
    }

    @Test
    void wordsWhoseEndTheStreamLeftOutAreMadeWhole() {
        String answer = "Let me look into the \n\nDone.";

        List<RunEvent> news = news(
                List.of(
                        row(2, 10, new Part.Text("Let me look into the file.")),
                        row(2, 10, call("c1")),
                        row(3, 12, new Part.Text("Done."))),
                answer);

        assertThat(message(answer, news)).containsExactly("Let me look into the file.", "c1", "Done.");
    }

    @Test
    void theBeginningOfOtherWordsIsNotTakenForWordsThatAreMissing() {
        String answer = "I found three files.";

        List<RunEvent> news = news(
                List.of(
                        row(2, 10, new Part.Text("I")),
                        row(2, 10, call("c1")),
                        row(3, 11, new Part.Text("I found")),
                        row(3, 11, call("c2")),
                        row(4, 12, new Part.Text(answer))),
                answer);

        assertThat(message(answer, news)).containsExactly("I", "c1", "I found", "c2", answer);
    }

    @Test
    void wordsThatTheHistoryTellsInAnotherWayAreNotToldTwice() {
        String streamed = "I shall look at *every* file of the folder, one after the other: " + "a, ".repeat(40);
        String answer = streamed + "z.\n\nDone.";

        List<RunEvent> news = news(
                List.of(
                        row(2, 10, new Part.Text(streamed.replace("\n", " ") + "\n...(truncated)...")),
                        row(2, 10, call("c1")),
                        row(3, 12, new Part.Text("Done."))),
                answer);

        assertThat(message(answer, news)).containsExactly(streamed + "z.", "c1", "Done.");
    }

    @Test
    void spacesAndLineEndsMakeNoDifference() {
        String answer = "One  line\r\nand another.\n\nDone.";

        List<RunEvent> news = news(List.of(row(2, 10, new Part.Text("One line\nand another."), call("c1"))), answer);

        assertThat(message(answer, news)).containsExactly("One  line\r\nand another.", "c1", "Done.");
    }

    @Test
    void whileTheStreamMayStillBringThemWordsAreNotTold() {
        List<HistoryMessage> rows = List.of(
                row(2, 10, new Part.Text("Looking.")), row(2, 10, call("c1")), row(3, 11, result("c1", "ok", false)));

        assertThat(activity.news(rows, "", false)).isEmpty();
        assertThat(activity.waits()).isTrue();
        assertThat(activity.news(rows, "Looking.", true))
                .containsExactly(
                        new RunEvent.ToolCall("c1", "exec", "exec", LS, 8),
                        new RunEvent.ToolResult("c1", "ok", false, 1_000L));
        assertThat(activity.waits()).isFalse();
    }

    @Test
    void wordsThatWereAddedAreFoundAgain() {
        List<HistoryMessage> first = List.of(row(2, 10, new Part.Text("Looking.")), row(2, 10, call("c1")));
        List<HistoryMessage> all = Stream.concat(
                        first.stream(), Stream.of(row(3, 12, result("c1", "ok", false)), row(4, 13, call("c2"))))
                .toList();

        assertThat(news(first, "")).hasSize(2);
        assertThat(news(all, "Looking.Done."))
                .containsExactly(
                        new RunEvent.ToolResult("c1", "ok", false, 2_000L),
                        new RunEvent.ToolCall("c2", "exec", "exec", LS, 8));
    }

    @Test
    void wordsThatLedToNoToolAreNotAdded() {
        assertThat(news(List.of(row(2, 10, new Part.Thinking("Hm."), new Part.Text("NO_REPLY"))), "Done."))
                .containsExactly(new RunEvent.Thinking("Hm.", 0));
    }

    @Test
    void eachThingIsToldOnceHoweverOftenTheRowsAreRead() {
        List<HistoryMessage> first = List.of(row(2, 10, new Part.Thinking("Hm."), call("c1")));
        List<HistoryMessage> all = Stream.concat(first.stream(), Stream.of(row(3, 12, result("c1", "ok", false))))
                .toList();

        assertThat(news(first, "")).hasSize(2);
        assertThat(news(first, "")).isEmpty();
        assertThat(news(all, "")).containsExactly(new RunEvent.ToolResult("c1", "ok", false, 2_000L));
        assertThat(news(all, "Done.")).isEmpty();
    }

    @Test
    void aNameThatIsUsedAgainMeansAnotherCall() {
        List<RunEvent> news = news(
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

        assertThat(news(rows, "")).hasSize(Activity.MOST_TOOLS);
    }

    @Test
    void longArgumentsAndOutputsAreCut() {
        String long1 = "x".repeat(50_000);
        List<RunEvent> news = news(
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

    private List<RunEvent> news(List<HistoryMessage> rows, String answer) {
        return activity.news(rows, answer, true);
    }

    /// The parts of the message that comes of it: words, thoughts, and the ids of tools.
    private static List<String> message(String streamed, List<RunEvent> news) {
        AnswerParts answer = AnswerParts.of(List.of(new RunEvent.Text(streamed)));
        news.forEach(answer::add);
        return answer.parts().stream()
                .map(part -> switch (part) {
                    case MessagePart.Text(String text) -> text;
                    case MessagePart.Reasoning(String text) -> text;
                    case MessagePart.Tool tool -> tool.toolCallId();
                    case MessagePart.File file -> file.filename();
                })
                .toList();
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
