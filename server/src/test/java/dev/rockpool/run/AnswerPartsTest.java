package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.chat.MessagePart;
import dev.rockpool.run.RunEvent.Text;
import dev.rockpool.run.RunEvent.Thinking;
import dev.rockpool.run.RunEvent.ToolCall;
import dev.rockpool.run.RunEvent.ToolResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerPartsTest {

    private static final Map<String, String> INPUT = Map.of("command", "ls");

    @Test
    void wordsAreOnePartWhateverPiecesTheyCameIn() {
        assertThat(parts(new Text("  Low "), new Text("water.\n")))
                .containsExactly(new MessagePart.Text("  Low water.\n"));
    }

    @Test
    void whatIsHeardOfLateStandsWhereItHappened() {
        assertThat(parts(
                        new Text("Let me look.\n\n  It is there."),
                        new ToolCall("a", "exec", "exec", INPUT, 12),
                        new ToolResult("a", "a.txt", false, 40L)))
                .containsExactly(
                        new MessagePart.Text("Let me look."),
                        tool("a", "output-available", "a.txt", null, 40L),
                        new MessagePart.Text("  It is there."));
    }

    @Test
    void whatHappenedAtOnePlaceKeepsItsOrder() {
        assertThat(parts(
                        new Text("Done."),
                        new ToolCall("b", "exec", "exec", INPUT, 5),
                        new Thinking("First.", 0),
                        new ToolCall("a", "exec", "exec", INPUT, 0),
                        new ToolResult("a", "1", false),
                        new ToolResult("b", "2", false)))
                .containsExactly(
                        new MessagePart.Reasoning("First."),
                        tool("a", "output-available", "1", null, null),
                        new MessagePart.Text("Done."),
                        tool("b", "output-available", "2", null, null));
    }

    @Test
    void wordsThatWereLeftOutMoveWhatStandsBehindThem() {
        assertThat(parts(
                        new Text("One.\n\nFour."),
                        new ToolCall("b", "exec", "exec", INPUT, 4),
                        new RunEvent.Aside("\n\nTwo.", 4),
                        new Thinking("Hm.", 10),
                        new RunEvent.Aside("Zero.\n\n", 0),
                        new ToolCall("a", "exec", "exec", INPUT, 5),
                        new Text(" Five.")))
                .containsExactly(
                        new MessagePart.Text("Zero."),
                        tool("a", "output-error", null, "This did not finish.", null),
                        new MessagePart.Text("One."),
                        tool("b", "output-error", null, "This did not finish.", null),
                        new MessagePart.Text("Two."),
                        new MessagePart.Reasoning("Hm."),
                        new MessagePart.Text("Four. Five."));
    }

    @Test
    void thoughtsThatCameInPiecesAreOne() {
        assertThat(parts(new Thinking("Let me "), new Thinking("see."), new Text("Yes.")))
                .containsExactly(new MessagePart.Reasoning("Let me see."), new MessagePart.Text("Yes."));
    }

    @Test
    void aToolThatFailedSaysWhyAndOneThatNeverAnsweredSaysThat() {
        assertThat(parts(
                        new ToolCall("a", "exec", "exec", INPUT),
                        new ToolCall("b", "exec", "exec", INPUT),
                        new ToolResult("a", "no such file", true)))
                .containsExactly(
                        tool("a", "output-error", null, "no such file", null),
                        tool("b", "output-error", null, "This did not finish.", null));
    }

    @Test
    void aPlaceBeyondTheTextIsItsEnd() {
        assertThat(parts(new Text("Short."), new Thinking("Late.", 900)))
                .containsExactly(new MessagePart.Text("Short."), new MessagePart.Reasoning("Late."));
    }

    private static List<MessagePart> parts(RunEvent... events) {
        return AnswerParts.of(List.of(events)).parts();
    }

    private static MessagePart tool(
            String id, String state, @Nullable String output, @Nullable String error, @Nullable Long millis) {
        return new MessagePart.Tool(id, "exec", state, INPUT, output, error, millis);
    }
}
