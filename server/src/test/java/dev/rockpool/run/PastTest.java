package dev.rockpool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.openclaw.ChatRequest;
import dev.rockpool.openclaw.ChatRequest.Entry;
import dev.rockpool.openclaw.ChatRequest.Role;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a session that has heard nothing is told.
class PastTest {

    @Test
    void theConversationIsToldOldestFirst() {
        assertThat(past(Stream.of(answer("two", "finished"), question("one"))))
                .containsExactly(new Entry(Role.USER, "one"), new Entry(Role.ASSISTANT, "two"));
    }

    @Test
    void anAnswerThatBrokeOffSaysSoAndOneWithoutAWordIsLeftOut() {
        List<ChatRequest.Entry> past = past(Stream.of(
                answer("", "failed"), question("three"), answer("half", "stopped"), answer("a bit", "interrupted")));

        assertThat(past).hasSize(3);
        assertThat(past.get(0).text()).startsWith("a bit").contains("technical failure");
        assertThat(past.get(1).text()).startsWith("half").contains("stopped by the person");
        assertThat(past.get(2).text()).isEqualTo("three");
    }

    @Test
    void ofALongConversationTheNewestIsToldWhole() {
        String most = "m".repeat(Past.LONGEST - 10);

        List<ChatRequest.Entry> past =
                past(Stream.of(question("new"), answer(most, "finished"), question("too old to fit"), question("a")));

        assertThat(past).hasSize(2);
        assertThat(past.getFirst().text()).isEqualTo(Past.LEFT_OUT + "\n\n" + most);
        assertThat(past.getLast().text()).isEqualTo("new");
    }

    @Test
    void whatFitsExactlyIsToldWithoutAWordAboutMore() {
        assertThat(past(Stream.of(question("b".repeat(Past.LONGEST))))
                        .getFirst()
                        .text())
                .hasSize(Past.LONGEST);
    }

    @Test
    void ofOneVeryLongMessageItsEndIsTold() {
        String text = past(Stream.of(question("a".repeat(Past.LONGEST) + "the end")))
                .getFirst()
                .text();

        assertThat(text)
                .startsWith(Past.LEFT_OUT)
                .endsWith("the end")
                .hasSize(Past.LONGEST + Past.LEFT_OUT.length() + 2);
    }

    @Test
    void nothingBeforeIsNothingToTell() {
        assertThat(past(Stream.empty())).isEmpty();
        assertThat(past(Stream.of(answer("", "failed")))).isEmpty();
    }

    @Test
    void aFileIsToldWithItsMessageAlsoWhenThatHasNoWords() {
        List<MessagePart.File> files = List.of(new MessagePart.File("/api/files/1", "image/png", "tide.png", null));
        List<Message> newestFirst = List.of(
                new Message(
                        new MessageId("12345678"),
                        Message.Role.USER,
                        Message.parts(files, ""),
                        Message.Metadata.at(Instant.EPOCH)),
                new Message(
                        new MessageId("12345678"),
                        Message.Role.USER,
                        Message.parts(files, "Look"),
                        Message.Metadata.at(Instant.EPOCH)));

        assertThat(past(newestFirst.stream()))
                .containsExactly(new Entry(Role.USER, "Look\n\n[tide.png]"), new Entry(Role.USER, "[tide.png]"));
    }

    private static List<ChatRequest.Entry> past(Stream<Message> newestFirst) {
        return Past.of(newestFirst, file -> "[" + file.filename() + "]");
    }

    private static Message question(String text) {
        return message(Message.Role.USER, text, null);
    }

    private static Message answer(String text, String status) {
        return message(Message.Role.ASSISTANT, text, status);
    }

    private static Message message(Message.Role role, String text, @Nullable String status) {
        return new Message(
                new MessageId("12345678"),
                role,
                text.isEmpty() ? List.of() : List.of(new MessagePart.Text(text)),
                new Message.Metadata(Instant.EPOCH, null, status, null, null, null, null));
    }
}
