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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// The main promise, on the real OpenClaw gateway: every chat is its own session that remembers only its
/// own past. The witness is the model provider, which records what the model was shown.
@NeedsOpenClaw
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class RealGatewayIT {

    private static final Pattern MARK = Pattern.compile("\\b[ua]-([a-z]+)-\\d+\\b");

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
    void twoChatsWithInterleavedAndSimultaneousTurnsRememberOnlyTheirOwn() {
        String red = ApiClient.newId();
        String blue = ApiClient.newId();

        bothAtOnce(red, blue, 1);
        person.ask(red, "main", "u-red-2");
        person.ask(blue, "main", "u-blue-2");
        bothAtOnce(red, blue, 3);

        assertThatTheModelSawOnlyItsOwnChat(red, "red");
        assertThatTheModelSawOnlyItsOwnChat(blue, "blue");
        assertThat(answers(red))
                .zipSatisfy(List.of(1, 2, 3), (text, n) -> assertThat(text).contains("a-red-" + n));
        assertThat(answers(blue))
                .zipSatisfy(List.of(1, 2, 3), (text, n) -> assertThat(text).contains("a-blue-" + n));
        assertThat(gateway.sessionKeys()).contains(session("main", red), session("main", blue));
        assertThat(person.chat(red).path("openclawSessionKey").asString()).isEqualTo("webchat-" + red);
    }

    /// Sends one message to each chat; neither answer goes on before the model has been asked for both.
    private void bothAtOnce(String red, String blue, int turn) {
        String hold = "turn" + turn;
        String first = sent(person.say(red, "main", "u-red-" + turn + " {hold=" + hold + "}"));
        String second = sent(person.say(blue, "main", "u-blue-" + turn + " {hold=" + hold + "}"));
        soon().until(() -> answering("u-red-" + turn) && answering("u-blue-" + turn));
        provider.release(hold);
        assertThat(person.awaitAnswer(red, first).status()).isEqualTo("finished");
        assertThat(person.awaitAnswer(blue, second).status()).isEqualTo("finished");
    }

    private void assertThatTheModelSawOnlyItsOwnChat(String chat, String name) {
        List<ModelTurn> turns = provider.turnsIn(session("main", chat));
        assertThat(turns).hasSize(3);
        List<String> expected = new ArrayList<>();
        for (int n = 1; n <= 3; n++) {
            expected.add("u-" + name + "-" + n);
            ModelTurn turn = turns.get(n - 1);
            assertThat(marks(turn.conversation())).as("turn %d of %s", n, name).isEqualTo(expected);
            assertThat(turn.userTexts())
                    .as("user messages in turn %d of %s", n, name)
                    .hasSize(n);
            assertThat(marks(turn.shown()))
                    .as("turn %d of %s, all that was shown", n, name)
                    .allMatch(mark -> mark.contains(name));
            expected.add("a-" + name + "-" + n);
        }
    }

    private static List<String> marks(List<ModelTurn.Shown> shown) {
        return shown.stream()
                .flatMap(entry -> MARK.matcher(entry.text()).results())
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void theChosenAgentAnswers() {
        String chat = ApiClient.newId();

        ChatMessage answer = person.ask(chat, "ops", "u-chosen-1");

        assertThat(answer.text()).contains("a-chosen-1");
        assertThat(provider.turnsIn(session("ops", chat))).hasSize(1);
        assertThat(gateway.sessionKeys()).contains(session("ops", chat)).doesNotContain(session("main", chat));
        assertThat(person.get("/api/models").json().path("models").toString()).contains("main", "ops");
    }

    @Test
    void stopReachesTheGatewayAndOnlyTheNextTurnIsToldWhatWasSeen() {
        String chat = ApiClient.newId();
        String answer = sent(person.say(chat, "main", "u-stopped-1 {tokens=30} {hold=stopped}"));
        String seen;
        try (AnswerStream stream = Objects.requireNonNull(person.follow(chat))) {
            soon().until(() -> stream.text().contains("t14"));
            assertThat(person.stop(chat).status()).isEqualTo(200);
            soon().until(stream::ended);
            seen = stream.text();
        }

        ChatMessage stopped = person.awaitAnswer(chat, answer);
        assertThat(stopped.status()).isEqualTo("stopped");
        assertThat(stopped.text())
                .isEqualTo(seen)
                .contains("a-stopped-1", "t14")
                .doesNotContain("t30");
        soon().untilAsserted(() -> assertThat(
                        provider.turnsAbout("u-stopped-1").getFirst().state())
                .isEqualTo(ModelTurn.State.ABORTED));

        person.ask(chat, "main", "u-stopped-2");
        person.ask(chat, "main", "u-stopped-3");
        ModelTurn second = provider.turnsAbout("u-stopped-2").getFirst();
        ModelTurn third = provider.turnsAbout("u-stopped-3").getFirst();
        assertThat(second.system()).contains("t13 t14");
        assertThat(second.newest()).doesNotContain("t14");
        assertThat(third.system()).doesNotContain("t13 t14");
    }

    @Test
    void deletingAChatDeletesItsSessionAtTheGateway() {
        String chat = ApiClient.newId();
        String other = ApiClient.newId();
        person.ask(chat, "main", "u-gone-1");
        person.ask(other, "main", "u-stays-1");
        soon().until(() -> !person.chat(chat).path("titlePending").asBoolean());
        assertThat(gateway.sessionKeys()).contains(session("main", chat), session("main", other));

        assertThat(person.deleteChat(chat).status()).isEqualTo(200);

        soon().untilAsserted(() -> assertThat(gateway.sessionKeys())
                .noneMatch(key -> key.contains(chat))
                .contains(session("main", other)));
    }

    @Test
    void titlesAreMadeInASessionOfTheirOwnThatIsGoneAfterwards() {
        String chat = ApiClient.newId();

        person.ask(chat, "main", "u-named-1 What lives in a rock pool?");
        soon().until(() -> !person.chat(chat).path("titlePending").asBoolean());

        assertThat(person.chat(chat).path("title").asString()).contains("a-named-1");
        assertThat(provider.turnsIn(session("main", chat))).hasSize(1);
        assertThat(provider.turnsIn(session("main", chat) + "-title")).hasSize(1);
        soon().untilAsserted(() -> assertThat(gateway.sessionKeys())
                .contains(session("main", chat))
                .doesNotContain(session("main", chat) + "-title"));
    }

    @Test
    void anAnswerCutOffByTheGatewaysDeathCanBeAskedForAgainInTheSameSession() {
        String chat = ApiClient.newId();
        person.ask(chat, "main", "u-cut-1");
        String answer = sent(person.say(chat, "main", "u-cut-2 {tokens=30} {hold=cut}"));
        soon().until(() -> answering("u-cut-2") && person.messages(chat).size() >= 3);

        gateway.kill();

        ChatMessage broken = person.awaitAnswer(chat, answer);
        assertThat(broken.status()).isIn("failed", "interrupted");
        assertThat(broken.error()).isNotBlank();
        assertThat(person.messages(chat)).extracting(ChatMessage::text).anyMatch(text -> text.contains("u-cut-2"));

        provider.release("cut");
        gateway.restart();
        ChatMessage repeated = retriedUntilFinished(chat, answer);
        assertThat(repeated.text()).contains("a-cut-2", "t30");
        ModelTurn retried = provider.turnsAbout("u-cut-2").getLast();
        assertThat(retried.session()).contains(session("main", chat));
        assertThat(retried.userTexts().getFirst()).contains("u-cut-1");
        assertThat(retried.system()).contains("repeats the person's previous message");
    }

    // A gateway that was killed first takes up by itself what it was doing, and meanwhile refuses that
    // session's turns.
    private ChatMessage retriedUntilFinished(String chat, String broken) {
        AtomicReference<String> last = new AtomicReference<>(broken);
        return soon().until(
                        () -> {
                            Reply again = person.retry(chat, last.get());
                            assertThat(again.status()).as(again.toString()).isEqualTo(202);
                            last.set(again.json().path("messageId").asString());
                            return person.awaitAnswer(chat, last.get());
                        },
                        answer -> answer.status().equals("finished"));
    }

    private boolean answering(String mark) {
        return provider.turnsAbout(mark).stream().anyMatch(turn -> turn.state() == ModelTurn.State.ANSWERING);
    }

    private List<String> answers(String chat) {
        return person.messages(chat).stream()
                .filter(message -> message.role().equals("assistant"))
                .map(ChatMessage::text)
                .toList();
    }

    private static String session(String agent, String chat) {
        return "agent:" + agent + ":webchat-" + chat;
    }

    private static String sent(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        return reply.json().path("messageId").asString();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
