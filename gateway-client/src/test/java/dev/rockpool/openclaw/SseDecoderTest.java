package dev.rockpool.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseDecoderTest {

    private final List<String> events = new ArrayList<>();
    private final SseDecoder decoder =
            new SseDecoder(100, (bytes, length) -> events.add(new String(bytes, 0, length, StandardCharsets.UTF_8)));

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndingIsUnderstoodByteByByte(String eol) {
        byByte("data: one" + eol + eol + ": comment" + eol + "event: x" + eol + "data:two" + eol + eol);

        assertThat(events).containsExactly("one", "two");
    }

    @Test
    void linesOfOneEventAreJoined() {
        feed("data: {\ndata: }\n\n");

        assertThat(events).containsExactly("{\n}");
    }

    @Test
    void onlyTheFirstSpaceAfterTheColonIsDropped() {
        feed("data:  two spaces\n\ndata\n\n");

        assertThat(events).containsExactly(" two spaces");
    }

    @Test
    void fieldsThatOnlyBeginLikeDataAreOthers() {
        feed("database: no\n\n");

        assertThat(events).isEmpty();
    }

    @Test
    void byteOrderMarkIsAllowedAtTheStart() {
        byByte("\uFEFFdata: marked\n\n");

        assertThat(events).containsExactly("marked");
    }

    @Test
    void lastEventMayLackItsEmptyLine() {
        feed("data: last");
        decoder.end();

        assertThat(events).containsExactly("last");
    }

    @Test
    void aLineWithoutEndIsBounded() {
        feed("data: " + "x".repeat(90));

        assertThatThrownBy(() -> feed("xxxxxxxxxx")).isInstanceOf(SseDecoder.TooLargeException.class);
    }

    @Test
    void anEventOfManyLinesIsBounded() {
        feed("data: " + "x".repeat(60) + "\n");

        assertThatThrownBy(() -> feed("data: " + "x".repeat(60) + "\n"))
                .isInstanceOf(SseDecoder.TooLargeException.class);
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        decoder.feed(bytes, 0, bytes.length);
    }

    private void byByte(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            decoder.feed(bytes, i, i + 1);
        }
    }
}
