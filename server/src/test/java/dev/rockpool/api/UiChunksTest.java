package dev.rockpool.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.chat.Message;
import dev.rockpool.run.RunEvent;
import dev.rockpool.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UiChunksTest {

    private static final RunEvent.End FINISHED = new RunEvent.End(RunStatus.FINISHED, "stop", null);

    private final UiChunks chunks = new UiChunks("message-1", "run-1", Instant.EPOCH);

    @Test
    void anAnswerIsStartedWrittenAndFinished() {
        List<JsonNode> out = json(List.of(new RunEvent.Text("Hi "), new RunEvent.Text("there"), FINISHED));

        assertThat(out)
                .extracting(chunk -> chunk.at("/type").asString())
                .containsExactly(
                        "start",
                        "start-step",
                        "text-start",
                        "text-delta",
                        "text-end",
                        "finish-step",
                        "message-metadata",
                        "finish");
        assertThat(out.get(0).at("/messageId").asString()).isEqualTo("message-1");
        assertThat(out.get(3).at("/delta").asString()).isEqualTo("Hi there");
        assertThat(out.getLast().at("/finishReason").asString()).isEqualTo("stop");
    }

    @Test
    void aStoppedRunIsAnAbortAndAFailedOneAnErrorWithItsSentence() {
        assertThat(json(List.of(new RunEvent.End(RunStatus.STOPPED, null, null)))
                        .getLast()
                        .at("/type")
                        .asString())
                .isEqualTo("abort");
        JsonNode error = new UiChunksTest()
                .json(List.of(new RunEvent.End(
                        RunStatus.FAILED, null, new Message.Failure("unreachable:gateway", "The gateway is away."))))
                .getLast();
        assertThat(error.at("/type").asString()).isEqualTo("error");
        assertThat(error.at("/errorText").asString()).isEqualTo("The gateway is away.");
    }

    @Test
    void toolsAreDynamicAndRunByTheProviderSoThatNoClientTriesToRunThem() {
        List<JsonNode> out = json(List.of(
                new RunEvent.ToolCall("call-1", "exec", "mvn test", Map.of("command", "mvn test")),
                new RunEvent.ToolResult("call-1", "green", false),
                FINISHED));

        JsonNode input = out.get(2);
        assertThat(input.at("/type").asString()).isEqualTo("tool-input-available");
        assertThat(input.at("/dynamic").asBoolean()).isTrue();
        assertThat(input.at("/providerExecuted").asBoolean()).isTrue();
        assertThat(out.get(3).at("/output").asString()).isEqualTo("green");
    }

    @Test
    void ourPageIsToldWhereSomethingHappenedAndHowLongItTook() {
        List<JsonNode> out = json(List.of(
                new RunEvent.Text("Looking. Done."),
                new RunEvent.Thinking("Hm.", 0),
                new RunEvent.ToolCall("call-1", "exec", "exec", Map.of("command", "ls"), 8),
                new RunEvent.ToolResult("call-1", "a.txt", false, 1200L),
                FINISHED));

        assertThat(only(out, "reasoning-start").at("/at").asInt(-1)).isZero();
        assertThat(only(out, "reasoning-delta").at("/delta").asString()).isEqualTo("Hm.");
        assertThat(only(out, "tool-input-available").at("/at").asInt()).isEqualTo(8);
        assertThat(only(out, "tool-output-available").at("/durationMs").asLong())
                .isEqualTo(1200);
    }

    @Test
    void wordsThatWereLeftOutAreATextOfTheirOwnAndOurPageIsToldWhereTheyBelong() {
        List<RunEvent> events = List.of(
                new RunEvent.Text("Done."), new RunEvent.Aside("First.", 0), new RunEvent.Text(" So."), FINISHED);

        List<JsonNode> out = json(events).stream()
                .filter(chunk -> chunk.at("/type").asString().equals("text-delta"))
                .toList();

        assertThat(out)
                .extracting(
                        chunk -> chunk.at("/delta").asString() + chunk.at("/at").asString("-"))
                .containsExactly("Done.-", "First.0", " So.-");
        assertThat(out).extracting(chunk -> chunk.at("/id").asString()).doesNotHaveDuplicates();
    }

    @Test
    void theAiSdkIsToldNoFieldItsSchemaRefuses() {
        UiChunks plain = UiChunks.plain("message-1", "run-1", Instant.EPOCH);

        List<JsonNode> out = plain
                .of(List.of(
                        new RunEvent.Thinking("Hm.", 0),
                        new RunEvent.Aside("First.", 0),
                        new RunEvent.ToolCall("call-1", "exec", "exec", Map.of(), 0),
                        new RunEvent.ToolResult("call-1", "no", true, 1200L)))
                .stream()
                .map(UiChunksTest::tree)
                .toList();

        assertThat(out).isNotEmpty().noneMatch(chunk -> chunk.has("at") || chunk.has("durationMs"));
    }

    @Test
    void aToolThatHasNotAnsweredByTheEndIsSaidNotToHaveFinished() {
        List<JsonNode> out = json(List.of(new RunEvent.ToolCall("call-1", "exec", "exec", Map.of()), FINISHED));

        assertThat(only(out, "tool-output-error").at("/errorText").asString()).isEqualTo("This did not finish.");
        assertThat(out.getLast().at("/type").asString()).isEqualTo("finish");
    }

    private static JsonNode only(List<JsonNode> chunks, String type) {
        List<JsonNode> found = chunks.stream()
                .filter(chunk -> chunk.at("/type").asString().equals(type))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /// The rules of the AI SDK's own reducer: a delta or end needs its start, with the same id, and nothing
    /// stays open.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void everyDeltaIsInsideAPartThatWasStartedAndEveryPartIsClosed(long seed) {
        Random random = new Random(seed);
        List<RunEvent> events = new ArrayList<>();
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            String words = "w" + i + " ";
            switch (random.nextInt(7)) {
                case 4 -> {
                    events.add(new RunEvent.Aside(words, written.length()));
                    written.append(words);
                }
                case 3 -> events.add(new RunEvent.Thinking(words, random.nextInt(written.length() + 1)));
                case 0 -> events.add(new RunEvent.Thinking(words));
                case 1 -> events.add(new RunEvent.ToolCall("c" + i, "exec", "x", "y"));
                case 2 -> events.add(new RunEvent.Usage(1, 2, 3));
                default -> {
                    events.add(new RunEvent.Text(words));
                    written.append(words);
                }
            }
        }
        events.add(FINISHED);

        Set<String> open = new HashSet<>();
        StringBuilder read = new StringBuilder();
        for (JsonNode chunk : jsonInPieces(events, random)) {
            String type = chunk.at("/type").asString();
            String id =
                    type.substring(0, type.indexOf('-') + 1) + chunk.at("/id").asString("");
            switch (type) {
                case "text-start", "reasoning-start" -> assertThat(open.add(id)).isTrue();
                case "text-delta", "reasoning-delta" -> assertThat(open).contains(id);
                case "text-end", "reasoning-end" -> assertThat(open.remove(id)).isTrue();
                case "finish-step" -> assertThat(open).isEmpty();
                default -> {}
            }
            if (type.equals("text-delta")) {
                read.append(chunk.at("/delta").asString());
            }
        }
        assertThat(read).hasToString(written.toString());
    }

    private List<JsonNode> jsonInPieces(List<RunEvent> events, Random random) {
        List<Object> out = new ArrayList<>(chunks.start());
        int start = 0;
        while (start < events.size()) {
            int end = Math.min(events.size(), start + 1 + random.nextInt(9));
            out.addAll(chunks.of(events.subList(start, end)));
            start = end;
        }
        return out.stream().map(UiChunksTest::tree).toList();
    }

    private List<JsonNode> json(List<RunEvent> events) {
        List<Object> out = new ArrayList<>(chunks.start());
        out.addAll(chunks.of(events));
        return out.stream().map(UiChunksTest::tree).toList();
    }

    private static JsonNode tree(Object chunk) {
        JsonMapper json = JsonMapper.shared();
        return json.readTree(json.writeValueAsString(chunk));
    }
}
