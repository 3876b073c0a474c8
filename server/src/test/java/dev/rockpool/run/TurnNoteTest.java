package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessagePart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnNoteTest {

    @Test
    void aCompleteAnswerNeedsNoNote() {
        assertThat(TurnNote.after(Optional.of(answer("finished", "All said.")), false))
                .isNull();
        assertThat(TurnNote.after(Optional.empty(), false)).isNull();
    }

    @Test
    void aStoppedAnswerIsToldByItsEnd() {
        String note = TurnNote.after(Optional.of(answer("stopped", "The three commits are a41f09c and")), false);

        assertThat(note).contains("stopped by the person").endsWith("The three commits are a41f09c and");
    }

    @Test
    void anAnswerThatFailedBeforeItsFirstWordIsToldAsUnseen() {
        assertThat(TurnNote.after(Optional.of(answer("failed", "")), false))
                .contains("technical failure")
                .endsWith("The person saw nothing of it.");
    }

    @Test
    void aRetrySaysThatTheMessageIsRepeated() {
        assertThat(TurnNote.after(Optional.of(answer("interrupted", "Half of")), true))
                .startsWith("The message below repeats the person's previous message.")
                .contains("Half of");
    }

    @Test
    void aLongAnswerIsToldByItsLastPartWithoutCuttingACharacterInTwo() {
        String longAnswer = "🌊".repeat(TurnNote.TAIL_LENGTH) + "x";

        String note = TurnNote.after(Optional.of(answer("stopped", longAnswer)), false);

        assertThat(note).hasSizeLessThan(TurnNote.TAIL_LENGTH + 200).contains("…🌊");
    }

    private static Message answer(String status, String text) {
        return new Message(
                new MessageId("answer-0"),
                Message.Role.ASSISTANT,
                text.isEmpty() ? List.of() : List.of(new MessagePart.Text(text)),
                new Message.Metadata(Instant.EPOCH, "run", status, null, null, null, null));
    }
}
