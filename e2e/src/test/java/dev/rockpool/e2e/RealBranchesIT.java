package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.e2e.openclaw.ModelTurn;
import dev.rockpool.e2e.openclaw.NeedsOpenClaw;
import dev.rockpool.e2e.openclaw.RealGateway;
import dev.rockpool.e2e.openclaw.ScriptedProvider;
import dev.rockpool.e2e.product.AnswerStream;
import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.ChatMessage;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Conversations that go other ways, on the real OpenClaw gateway: a session always tells the same story as the
/// screen. The witness is the model provider, which records what the model was shown.
@NeedsOpenClaw
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class RealBranchesIT {

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
    void afterAnEditTheModelSeesWhatStoodBeforeAndNothingOfWhatWasCutAndBackAgainWhatItKnew() {
        String chat = conversation("edit", 4);

        ChatMessage answer = sent(chat, edit(chat, "u-edit-2", "u-edit-7"));

        assertThat(answer.text()).contains("a-edit-7");
        assertThat(marks(turnAbout("u-edit-7"))).containsExactly("u-edit-1", "a-edit-1", "u-edit-7");
        assertThat(turnAbout("u-edit-7").session()).contains(session(chat, 2));
        assertThat(shownOnScreen(chat)).containsExactly("u-edit-1", "a-edit-1", "u-edit-7", "a-edit-7");

        person.ask(chat, "main", "u-edit-8");
        assertThat(marks(turnAbout("u-edit-8")))
                .as("the past is told once")
                .containsExactly("u-edit-1", "a-edit-1", "u-edit-7", "a-edit-7", "u-edit-8");
        assertThat(turnAbout("u-edit-8").newest()).doesNotContain("edit-1", "edit-7");

        turnTo(chat, 1);
        person.ask(chat, "main", "u-edit-9");
        assertThat(marks(turnAbout("u-edit-9")))
                .containsExactly(
                        "u-edit-1",
                        "a-edit-1",
                        "u-edit-2",
                        "a-edit-2",
                        "u-edit-3",
                        "a-edit-3",
                        "u-edit-4",
                        "a-edit-4",
                        "u-edit-9");
        assertThat(turnAbout("u-edit-9").session()).contains(session(chat, 1));
        assertThat(person.chat(chat).path("openclawSessionKey").asString()).isEqualTo("webchat-" + chat);
    }

    @Test
    void anAnswerIsRegeneratedWithoutKnowingTheOneBefore() {
        String chat = conversation("again", 3);
        String second = person.messages(chat).get(3).id();

        ChatMessage answer = sent(
                chat,
                person.post("/api/chat", Map.of("id", chat, "trigger", "regenerate-message", "messageId", second)));

        assertThat(answer.text()).contains("a-again-2");
        ModelTurn turn = provider.turnsAbout("u-again-2").getLast();
        assertThat(turn.session()).contains(session(chat, 2));
        assertThat(marks(turn)).containsExactly("u-again-1", "a-again-1", "u-again-2");
        assertThat(shownOnScreen(chat)).containsExactly("u-again-1", "a-again-1", "u-again-2", "a-again-2");

        turnTo(chat, 1);
        person.ask(chat, "main", "u-again-4");
        assertThat(marks(turnAbout("u-again-4")))
                .hasSize(7)
                .startsWith("u-again-1")
                .endsWith("a-again-3", "u-again-4");
    }

    @Test
    void aForkIsToldItsPastOnceAndTheChatItCameFromHearsNothingOfIt() {
        String chat = conversation("fork", 2);

        Reply forked = person.post("/api/chat/" + chat + "/fork", Map.of());
        assertThat(forked.status()).as(forked.toString()).isEqualTo(201);
        String copy = forked.json().path("id").asString();
        person.ask(copy, "main", "u-fork-3");
        person.ask(copy, "main", "u-fork-4");
        person.ask(chat, "main", "u-fork-5");

        assertThat(marks(turnAbout("u-fork-3")))
                .containsExactly("u-fork-1", "a-fork-1", "u-fork-2", "a-fork-2", "u-fork-3");
        assertThat(turnAbout("u-fork-3").userTexts()).hasSize(1);
        assertThat(marks(turnAbout("u-fork-4")))
                .containsExactly("u-fork-1", "a-fork-1", "u-fork-2", "a-fork-2", "u-fork-3", "a-fork-3", "u-fork-4");
        assertThat(turnAbout("u-fork-4").newest()).doesNotContain("fork-1", "fork-2");
        assertThat(turnAbout("u-fork-4").session()).contains(session(copy, 1));
        assertThat(marks(turnAbout("u-fork-5")))
                .containsExactly("u-fork-1", "a-fork-1", "u-fork-2", "a-fork-2", "u-fork-5");
    }

    @Test
    void aStoppedFirstTurnOfABranchIsFollowedByASessionThatIsToldAllOfItOnce() {
        String chat = conversation("broken", 2);
        Reply edited = edit(chat, "u-broken-2", "u-broken-7 {tokens=30} {hold=broken}");
        try (AnswerStream stream = Objects.requireNonNull(person.follow(chat))) {
            soon().until(() -> stream.text().contains("t14"));
            person.stop(chat);
            soon().until(stream::ended);
        }
        assertThat(sent(chat, edited).status()).isEqualTo("stopped");

        person.ask(chat, "main", "u-broken-8");
        person.ask(chat, "main", "u-broken-9");

        ModelTurn next = turnAbout("u-broken-8");
        assertThat(next.session()).contains(session(chat, 3));
        assertThat(marks(next)).containsExactly("u-broken-1", "a-broken-1", "u-broken-7", "a-broken-7", "u-broken-8");
        assertThat(next.newest()).contains("t14", "stopped by the person");
        assertThat(turnAbout("u-broken-9").session()).contains(session(chat, 3));
        assertThat(turnAbout("u-broken-9").newest()).doesNotContain("broken-1", "broken-7");
    }

    @Test
    void deletingAChatDeletesTheSessionsOfAllItsBranches() {
        String chat = conversation("gone", 2);
        sent(chat, edit(chat, "u-gone-2", "u-gone-7"));
        assertThat(gateway.sessionKeys()).contains(session(chat, 1), session(chat, 2));

        assertThat(person.deleteChat(chat).status()).isEqualTo(200);

        soon().untilAsserted(() -> assertThat(gateway.sessionKeys()).noneMatch(key -> key.contains(chat)));
    }

    private String conversation(String name, int turns) {
        String chat = ApiClient.newId();
        for (int turn = 1; turn <= turns; turn++) {
            person.ask(chat, "main", "u-" + name + "-" + turn);
        }
        soon().until(() -> !person.chat(chat).path("titlePending").asBoolean());
        return chat;
    }

    private Reply edit(String chat, String old, String words) {
        String replaced = person.messages(chat).stream()
                .filter(message -> message.text().equals(old))
                .map(ChatMessage::id)
                .findFirst()
                .orElseThrow();
        Map<String, Object> body = new HashMap<>(ApiClient.message(chat, ApiClient.newId(), "main", words));
        body.put("messageId", replaced);
        return person.post("/api/chat", body);
    }

    private ChatMessage sent(String chat, Reply taken) {
        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        return person.awaitAnswer(chat, taken.json().path("messageId").asString());
    }

    private void turnTo(String chat, int branch) {
        Reply turned = person.post("/api/chat/" + chat + "/branch", Map.of("branch", branch));
        assertThat(turned.status()).as(turned.toString()).isEqualTo(200);
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

    private List<String> shownOnScreen(String chat) {
        return person.messages(chat).stream()
                .flatMap(message -> MARK.matcher(message.text()).results())
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
