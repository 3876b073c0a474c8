package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.e2e.openclaw.ModelTurn;
import dev.rockpool.e2e.openclaw.NeedsOpenClaw;
import dev.rockpool.e2e.openclaw.RealGateway;
import dev.rockpool.e2e.openclaw.ScriptedProvider;
import dev.rockpool.e2e.product.AnswerStream;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// What an agent of the real OpenClaw gateway did besides writing, and sessions that have forgotten a conversation. The
/// witness is the model provider, which records what the model was shown.
@NeedsOpenClaw
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class RealActivityIT {

    private static final Pattern MARK = Pattern.compile("\\b[ua]-[a-z]+-\\d+\\b");

    private ScriptedProvider provider;
    private RealGateway gateway;
    private RockpoolServer server;
    private ApiClient person;

    @BeforeAll
    void start() {
        provider = ScriptedProvider.start();
        gateway = RealGateway.start(provider);
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.guest(server.url());
    }

    @AfterAll
    void stop() {
        person.close();
        server.close();
        gateway.close();
        provider.close();
    }

    @Test
    void toolsShowWhereTheyWereUsedWithWhatTheyWereGivenAndWhatCameOut() {
        String chat = ApiClient.newId();

        person.ask(chat, "main", "u-tool-1 {tools=2}");

        List<JsonNode> parts = lastParts(chat);
        assertThat(parts)
                .extracting(part -> part.path("type").asString())
                .containsExactly("text", "dynamic-tool", "text", "dynamic-tool", "text");
        assertThat(parts.get(0).path("text").asString()).isEqualTo("Looking into 0.");
        assertThat(parts.get(2).path("text").asString()).isEqualTo("Looking into 1.");
        assertThat(parts.get(4).path("text").asString()).contains("a-tool-1");
        for (int i : List.of(0, 1)) {
            JsonNode tool = parts.get(1 + 2 * i);
            assertThat(tool.path("toolName").asString()).isEqualTo("exec");
            assertThat(tool.path("state").asString()).isEqualTo("output-available");
            assertThat(tool.path("input").path("command").asString()).isEqualTo("echo low-water-" + i);
            assertThat(tool.path("output").asString()).contains("low-water-" + i);
            assertThat(tool.path("durationMs").isIntegralNumber()).isTrue();
        }
    }

    @Test
    void aToolIsSeenWhileItRuns() {
        String chat = ApiClient.newId();
        Reply taken = person.say(chat, "main", "u-nap-1 {tools=1} {nap=8}");

        try (AnswerStream stream = Objects.requireNonNull(person.follow(chat))) {
            soon().until(() -> has(stream, "tool-input-available"));
            assertThat(has(stream, "tool-output-available")).isFalse();
            soon().until(() -> has(stream, "finish"));
            assertThat(has(stream, "tool-output-available")).isTrue();
            assertThat(stream.text()).startsWith("Looking into 0.");
        }
        person.awaitAnswer(chat, taken.json().path("messageId").asString());
        assertThat(lastParts(chat).get(1).path("durationMs").asLong()).isBetween(7_500L, 60_000L);
    }

    @Test
    void whatTheModelThoughtIsShownBeforeItsWords() {
        String chat = ApiClient.newId();

        person.ask(chat, "main", "u-think-1 {think}");

        assertThat(lastParts(chat))
                .extracting(part -> part.path("type").asString())
                .containsExactly("reasoning", "text");
        assertThat(lastParts(chat).getFirst().path("text").asString()).isEqualTo("I wonder about low water.");
    }

    @Test
    void wordsOfAModelThatThinksStandBeforeTheToolsTheyLedTo() {
        String chat = ApiClient.newId();

        person.ask(chat, "main", "u-thinktool-1 {think} {tools=2}");

        assertThat(lastParts(chat))
                .extracting(part -> part.path("type").asString() + " "
                        + part.path("text").asString("").split(" a-")[0])
                .containsExactly(
                        "reasoning I wonder about low water.",
                        "text Looking into 0.",
                        "dynamic-tool ",
                        "reasoning I wonder about low water.",
                        "text Looking into 1.",
                        "dynamic-tool ",
                        "reasoning I wonder about low water.",
                        "text This is");
    }

    @Test
    void aSessionThatWasResetIsNoticedAndToldTheConversationAgainOnRequestExactlyOnce() {
        String chat = conversation("reset");
        assertThat(person.chat(chat).path("memoryLost").asBoolean(true)).isFalse();

        gateway.resetSession(session(chat, 1));
        person.ask(chat, "main", "u-reset-3");

        assertThat(marks(turnAbout("u-reset-3")))
                .as("the model has forgotten, and is told nothing unasked")
                .containsExactly("u-reset-3");
        assertThat(person.chat(chat).path("memoryLost").asBoolean()).isTrue();
        assertToldAgainOnce(chat, "reset");
    }

    @Test
    void aSessionThatWasDeletedIsNoticedAndToldTheConversationAgainOnRequestExactlyOnce() {
        String chat = conversation("deleted");

        gateway.deleteSession(session(chat, 1));
        person.ask(chat, "main", "u-deleted-3");

        assertThat(marks(turnAbout("u-deleted-3"))).containsExactly("u-deleted-3");
        assertThat(person.chat(chat).path("memoryLost").asBoolean()).isTrue();
        assertToldAgainOnce(chat, "deleted");
    }

    private void assertToldAgainOnce(String chat, String name) {
        Reply remembered = person.post("/api/chat/" + chat + "/remember", Map.of());
        assertThat(remembered.status()).as(remembered.toString()).isEqualTo(200);
        assertThat(remembered.json().path("memoryLost").asBoolean(true)).isFalse();

        person.ask(chat, "main", "u-" + name + "-4");
        person.ask(chat, "main", "u-" + name + "-5");

        ModelTurn first = turnAbout("u-" + name + "-4");
        assertThat(first.session()).contains(session(chat, 2));
        assertThat(first.userTexts()).hasSize(1);
        assertThat(marks(first)).containsExactly(upTo(name, 4));
        ModelTurn second = turnAbout("u-" + name + "-5");
        assertThat(second.newest()).doesNotContain("-" + name + "-1", "-" + name + "-4");
        assertThat(marks(second)).as("told once, remembered since").containsExactly(upTo(name, 5));
        assertThat(person.chat(chat).path("memoryLost").asBoolean(true)).isFalse();
    }

    private static String[] upTo(String name, int question) {
        return IntStream.rangeClosed(1, question)
                .boxed()
                .flatMap(i -> Stream.of("u-" + name + "-" + i, "a-" + name + "-" + i))
                .limit(2L * question - 1)
                .toArray(String[]::new);
    }

    private String conversation(String name) {
        String chat = ApiClient.newId();
        person.ask(chat, "main", "u-" + name + "-1");
        person.ask(chat, "main", "u-" + name + "-2");
        soon().until(() -> !person.chat(chat).path("titlePending").asBoolean());
        return chat;
    }

    private List<JsonNode> lastParts(String chat) {
        List<JsonNode> messages =
                person.conversation(chat).path("messages").valueStream().toList();
        return messages.getLast().path("parts").valueStream().toList();
    }

    private static boolean has(AnswerStream stream, String type) {
        return stream.chunks().stream()
                .anyMatch(chunk -> chunk.path("type").asString().equals(type));
    }

    /// The one turn in the chat's own session: a title is asked for in another.
    private ModelTurn turnAbout(String mark) {
        return provider.turnsAbout(mark).stream()
                .filter(turn ->
                        turn.session().filter(key -> !key.endsWith("-title")).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> marks(ModelTurn turn) {
        return turn.conversation().stream()
                .flatMap(entry -> MARK.matcher(entry.text()).results())
                .map(MatchResult::group)
                .toList();
    }

    private static String session(String chat, int key) {
        return "agent:main:webchat-" + chat + (key == 1 ? "" : "-" + key);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
