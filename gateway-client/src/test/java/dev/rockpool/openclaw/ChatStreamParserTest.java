package dev.rockpool.openclaw;

import static dev.rockpool.openclaw.FakeGateway.DONE;
import static dev.rockpool.openclaw.FakeGateway.ROLE;
import static dev.rockpool.openclaw.FakeGateway.STOP;
import static dev.rockpool.openclaw.FakeGateway.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatStreamParserTest {

    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":102,\"completion_tokens\":7,\"total_tokens\":109}}\n\n";
    private static final ChatEvent FINISHED = new ChatEvent.Finished(FinishReason.STOP);

    @Test
    void todaysStreamIsUnderstood() {
        assertThat(parse(ROLE + text("alpha") + text(" beta") + STOP + USAGE + DONE))
                .containsExactly(
                        new ChatEvent.Text("alpha"),
                        new ChatEvent.Text(" beta"),
                        new ChatEvent.UsageReport(new Usage(102, 7, 109)),
                        FINISHED);
    }

    @Test
    void olderStreamWithoutRoleFinishAndUsageIsUnderstood() {
        assertThat(parse(text("alpha") + DONE)).containsExactly(new ChatEvent.Text("alpha"), FINISHED);
    }

    @Test
    void roleAndTextMayShareAChunk() {
        assertThat(parse("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"hi\"}}]}\n\n" + DONE))
                .containsExactly(new ChatEvent.Text("hi"), FINISHED);
    }

    @Test
    void zeroUsageOfAnOlderGatewayIsNotReported() {
        String zero =
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}}\n\n";

        assertThat(parse(text("a") + zero + DONE)).containsExactly(new ChatEvent.Text("a"), FINISHED);
    }

    @Test
    void nullsMeanNothing() {
        String nulls = "data: {\"choices\":[{\"delta\":{\"content\":null},\"finish_reason\":null}],\"usage\":null,"
                + "\"error\":null,\"extra\":{\"deep\":[1,{\"a\":2}]}}\n\n";

        assertThat(parse(nulls + text("a") + DONE)).containsExactly(new ChatEvent.Text("a"), FINISHED);
    }

    @ParameterizedTest
    @CsvSource({"stop, STOP", "length, LENGTH", "content_filter, OTHER"})
    void finishReasonIsTaken(String name, FinishReason reason) {
        assertThat(parse(text("a") + STOP.replace("stop", name) + DONE)).endsWith(new ChatEvent.Finished(reason));
    }

    @Test
    void errorInMidStreamFailsTheTurnAndKeepsTheText() {
        String error =
                "data: {\"error\":{\"message\":\"400 bad request upstream\",\"type\":\"invalid_request_error\"}}\n\n";

        List<ChatEvent> events = parse(ROLE + text("partial") + error + DONE);

        assertThat(events).first().isEqualTo(new ChatEvent.Text("partial"));
        assertThat(failure(events).kind()).isEqualTo(GatewayError.Kind.BAD_REQUEST);
        assertThat(failure(events).type()).isEqualTo("invalid_request_error");
        assertThat(failure(events).message()).isEqualTo("400 bad request upstream");
        assertThat(failure(events).advice()).isNotBlank();
    }

    @Test
    void errorMayBeAWordOnly() {
        assertThat(failure(parse("data: {\"error\":\"broken\"}\n\n")).message()).isEqualTo("broken");
    }

    @Test
    void doneWithoutTextIsAFailure() {
        assertThat(failure(parse(DONE)).kind()).isEqualTo(GatewayError.Kind.EMPTY_ANSWER);
        assertThat(failure(parse(ROLE + STOP + DONE)).kind()).isEqualTo(GatewayError.Kind.EMPTY_ANSWER);
    }

    @Test
    void endWithoutDoneAfterTextIsAnInterruption() {
        assertThat(parse(ROLE + text("half"))).last().isInstanceOf(ChatEvent.Interrupted.class);
    }

    @Test
    void endWithoutDoneAndTextIsAFailure() {
        assertThat(failure(parse(ROLE)).kind()).isEqualTo(GatewayError.Kind.UNREACHABLE);
        assertThat(failure(parse("")).kind()).isEqualTo(GatewayError.Kind.UNREACHABLE);
    }

    @Test
    void halfAChunkAtTheEndIsAnInterruptionAndNoFault() {
        assertThat(parse(text("a") + "data: {\"choices\":[{\"del"))
                .containsExactly(
                        new ChatEvent.Text("a"),
                        new ChatEvent.Interrupted("The stream ended before the answer was complete."));
    }

    @Test
    void doneMayLackItsEmptyLine() {
        assertThat(parse(text("a") + "data: [DONE]")).containsExactly(new ChatEvent.Text("a"), FINISHED);
    }

    @Test
    void whatFollowsTheEndIsIgnored() {
        assertThat(parse(text("a") + DONE + text("b") + "data: nonsense\n\n" + DONE))
                .containsExactly(new ChatEvent.Text("a"), FINISHED);
    }

    @Test
    void nonsenseFailsTheTurn() {
        assertThat(failure(parse(text("a") + "data: <html>\n\n" + DONE)).kind()).isEqualTo(GatewayError.Kind.INTERNAL);
        assertThat(failure(parse(text("a") + "data: 7\n\n" + DONE)).kind()).isEqualTo(GatewayError.Kind.INTERNAL);
    }

    @Test
    void commentsAndCarriageReturnsDoNotDisturb() {
        String stream = ": keepalive\n\n" + text("a") + ": keepalive\n\n" + DONE;

        assertThat(parse(stream.replace("\n", "\r\n"))).containsExactly(new ChatEvent.Text("a"), FINISHED);
    }

    @Test
    void hugeEventIsRefused() {
        ChatStreamParser parser = new ChatStreamParser();
        byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5; i++) {
            parser.feed(piece, 0, piece.length);
        }

        assertThat(failure(drain(parser)).message()).contains("more than");
    }

    @Test
    void characterInTwoHalvesIsPutTogether() {
        assertThat(parse(text("wave \\ud83d") + text("\\udc4b!") + DONE))
                .containsExactly(new ChatEvent.Text("wave "), new ChatEvent.Text("👋!"), FINISHED);
    }

    @Test
    void streamsCutAnywhereYieldTheSame() {
        String stream = ROLE + text("Grüße") + ": comment\r\n\r\n" + text(" 👋 日本語 \\n\\\"x\\\"") + text("ß") + STOP
                + USAGE + DONE;
        List<ChatEvent> whole = parse(stream);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);

        assertThat(inPieces(bytes, null)).as("byte by byte").isEqualTo(whole);
        for (int seed = 0; seed < 500; seed++) {
            assertThat(inPieces(bytes, new Random(seed))).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void everyCutOffStreamEndsExactlyOnce() {
        byte[] bytes = (ROLE + text("Grüße 👋") + STOP + USAGE + DONE).getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            ChatStreamParser parser = new ChatStreamParser();
            parser.feed(bytes, 0, length);
            parser.end(null);
            List<ChatEvent> events = drain(parser);

            assertThat(events.stream().filter(ChatEvent.End.class::isInstance))
                    .as("cut at %d", length)
                    .hasSize(1);
            assertThat(events).last().isInstanceOf(ChatEvent.End.class);
        }
    }

    private static List<ChatEvent> inPieces(byte[] bytes, @Nullable Random random) {
        ChatStreamParser parser = new ChatStreamParser();
        int from = 0;
        while (from < bytes.length) {
            int to = random == null ? from + 1 : Math.min(bytes.length, from + 1 + random.nextInt(40));
            parser.feed(bytes, from, to);
            from = to;
        }
        parser.end(null);
        return drain(parser);
    }

    private static List<ChatEvent> parse(String stream) {
        ChatStreamParser parser = new ChatStreamParser();
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        parser.feed(bytes, 0, bytes.length);
        parser.end(null);
        return drain(parser);
    }

    private static List<ChatEvent> drain(ChatStreamParser parser) {
        List<ChatEvent> events = new ArrayList<>();
        for (ChatEvent event = parser.poll(); event != null; event = parser.poll()) {
            events.add(event);
        }
        return events;
    }

    private static GatewayError failure(List<ChatEvent> events) {
        return assertThat(events)
                .last()
                .asInstanceOf(type(ChatEvent.Failed.class))
                .actual()
                .error();
    }
}
