package dev.rockpool.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.ChatEvent;
import dev.rockpool.openclaw.ChatRequest;
import dev.rockpool.openclaw.ChatStream;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewayError;
import dev.rockpool.openclaw.GatewayException;
import dev.rockpool.openclaw.GatewayInfo;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.HistoryMessage;
import dev.rockpool.openclaw.OpenClawClient;
import dev.rockpool.openclaw.SessionKey;
import dev.rockpool.openclaw.SessionRouting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Sessions through the client, whatever gateway is behind it; the witness is what the model was shown.
/// What a gateway cannot do is skipped by what the client found out about it, [GatewayInfo].
///
/// Every message carries a mark such as `u-red1f-2`. Behind the target is something that answers any
/// message, repeats the newest message's mark without its `u-`, and understands what [#askedForLength] asks
/// for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class GatewayContract {

    /// A gateway to try.
    ///
    /// @param settings how it is reached
    /// @param agents the agents it has, the first answers where nothing else is asked for; a second one
    ///     where it has one
    /// @param witness what its model was shown
    protected record Target(GatewaySettings settings, List<AgentId> agents, Witness witness) {}

    /// Tells what the model was shown in the turn whose newest user message contains a mark.
    protected interface Witness {

        /// The user messages, oldest first, the newest last.
        List<String> shownUserTexts(String marker);

        /// The system texts.
        List<String> shownSystemTexts(String marker);
    }

    private Target target;
    private OpenClawClient client;
    private GatewayInfo info;

    /// Called once, before the first test.
    protected abstract Target target();

    /// A message whose answer takes about this long, in pieces. Written so that the simulator and the
    /// scripted provider both understand it.
    protected String askedForLength(String mark, int millis) {
        int tokens = millis / 20;
        String scripted = " {tokens=" + tokens + "} {gap=20}";
        return mark + scripted + " /sim gap=20ms tokens=" + tokens + " word=" + mark.substring("u-".length());
    }

    @BeforeAll
    void connect() {
        target = target();
        client = new OpenClawClient(target.settings());
        info = client.info();
    }

    @AfterAll
    void disconnect() {
        client.close();
    }

    @Test
    void theClientFindsOutHowSessionsAreNamed() {
        assertThat(info.chatEndpointEnabled()).isTrue();
        assertThat(info.routing()).isNotEqualTo(SessionRouting.AUTO);
        assertThat(client.health().ready()).isTrue();
    }

    @Test
    void twoChatsInterleavedAndAtOnceEachRememberOnlyTheirOwnPast() {
        Chat red = new Chat("red");
        Chat blue = new Chat("blue");

        red.sayAndRead(red.mark(1));
        blue.sayAndRead(blue.mark(1));
        try (ChatStream redStream = red.open(askedForLength(red.mark(2), 1_200));
                ChatStream blueStream = blue.open(askedForLength(blue.mark(2), 1_200))) {
            String redText = firstText(redStream);
            String blueText = firstText(blueStream);
            red.check(2, redText + rest(redStream), blue);
            blue.check(2, blueText + rest(blueStream), red);
        }
        blue.check(3, blue.sayAndRead(blue.mark(3)), red);
        red.check(3, red.sayAndRead(red.mark(3)), blue);
    }

    @Test
    void turnsOfOneSessionSentAtOnceAreAnsweredOneAfterTheOther() {
        Chat chat = new Chat("queue");
        try (ChatStream first = chat.open(askedForLength(chat.mark(1), 600));
                ChatStream second = chat.open(chat.mark(2))) {
            assertThat(rest(second)).contains(chat.trace(2));
            assertThat(rest(first)).contains(chat.trace(1));
        }
        assertThat(chat.shown(1)).hasSize(1);
        assertThat(chat.shown(2)).hasSize(2);
    }

    @Test
    void anAnswerThatIsNotStreamedIsOfTheSameSession() {
        Chat chat = new Chat("whole");
        chat.sayAndRead(chat.mark(1));
        assertThat(client.chat(chat.request(chat.mark(2))).text()).contains(chat.trace(2));
        assertThat(chat.shown(2)).hasSize(2);
    }

    @Test
    void theGatewayListsBothSessionsUnderTheirQualifiedKeys() {
        assumeTrue(info.routing() == SessionRouting.HEADER, "this gateway lists no sessions");
        Chat red = new Chat("listed");
        Chat blue = new Chat("listedtoo");
        red.sayAndRead(red.mark(1));
        blue.sayAndRead(blue.mark(1));
        assertThat(sessionKeys(red.agent)).contains(red.qualifiedKey(), blue.qualifiedKey());
    }

    @Test
    void theGatewayTellsItsAgents() {
        assumeTrue(info.listsAgents(), "this gateway does not tell its agents");
        assertThat(client.agents()).containsExactlyInAnyOrderElementsOf(target.agents());
    }

    @Test
    void theChosenAgentAnswersInASessionOfItsOwn() {
        assumeTrue(info.routing() == SessionRouting.HEADER && target.agents().size() > 1, "there is one agent only");
        Chat first = new Chat("agent");
        Chat second = first.with(target.agents().get(1));
        first.sayAndRead(first.mark(1));
        second.sayAndRead(second.mark(2));
        assertThat(second.shown(2)).hasSize(1);
        assertThat(sessionKeys(second.agent)).contains(second.qualifiedKey());
        if (info.readsHistory()) {
            assertThat(second.userMessages()).containsExactly(second.mark(2));
            assertThat(first.userMessages()).containsExactly(first.mark(1));
        }
    }

    @Test
    void aNoteIsShownInItsOwnTurnOnly() {
        Chat chat = new Chat("noted");
        String note = "The reader's favourite stone is basalt " + chat.colour;
        chat.read(client.streamChat(chat.request(chat.mark(1)).withNote(note)));
        chat.sayAndRead(chat.mark(2));

        assertThat(target.witness().shownSystemTexts(chat.mark(1))).anyMatch(text -> text.contains(note));
        assertThat(target.witness().shownSystemTexts(chat.mark(2))).noneMatch(text -> text.contains(note));
        assertThat(chat.shown(2)).hasSize(2).noneMatch(text -> text.contains(note));
    }

    @Test
    void whatWasSaidBeforeIsTakenIntoTheNewMessageAndRemembered() {
        Chat chat = new Chat("seeded");
        List<ChatRequest.Entry> past = List.of(
                new ChatRequest.Entry(ChatRequest.Role.USER, chat.mark(1)),
                new ChatRequest.Entry(ChatRequest.Role.ASSISTANT, "a-" + chat.trace(1)));
        chat.read(client.streamChat(chat.request(chat.mark(2)).withHistory(past)));
        chat.sayAndRead(chat.mark(3));

        assertThat(chat.shown(2))
                .singleElement()
                .asString()
                .contains("User: " + chat.mark(1), "Assistant: a-" + chat.trace(1), "User: " + chat.mark(2));
        assertThat(chat.shown(3)).hasSize(2);
        assertThat(chat.shown(3).getFirst()).contains(chat.mark(1), chat.mark(2));
        assertThat(chat.shown(3).getLast()).contains(chat.mark(3)).doesNotContain(chat.mark(1));
    }

    @Test
    void theHistoryTellsWhatWasSaidPageByPage() {
        assumeTrue(info.readsHistory(), "this gateway has no history over HTTP");
        Chat chat = new Chat("past");
        chat.sayAndRead(chat.mark(1));
        chat.sayAndRead(chat.mark(2));
        chat.sayAndRead(chat.mark(3));

        assertThat(chat.userMessages()).containsExactly(chat.mark(1), chat.mark(2), chat.mark(3));
        assertThat(chat.answers()).hasSize(3).last().asString().contains(chat.trace(3));
        var newest = client.history(chat.agent, chat.key, 2, null).orElseThrow();
        assertThat(newest.hasMore()).isTrue();
        var older =
                client.history(chat.agent, chat.key, 1_000, newest.nextCursor()).orElseThrow();
        assertThat(older.hasMore()).isFalse();
        var paged = new ArrayList<>(older.messages());
        paged.addAll(newest.messages());
        assertThat(paged)
                .extracting(HistoryMessage::text)
                .isEqualTo(chat.history().stream().map(HistoryMessage::text).toList());
    }

    @Test
    void aSessionNobodyHasUsedHasNoHistory() {
        assumeTrue(info.readsHistory(), "this gateway has no history over HTTP");
        assertThat(client.history(target.agents().getFirst(), new Chat("unused").key, 10, null))
                .isEmpty();
    }

    @Test
    void aStoppedAnswerEndsAtOnceAndItsMessageIsStillThere() {
        Chat chat = new Chat("stop");
        chat.sayAndRead(chat.mark(1));
        ChatStream stream = chat.open(askedForLength(chat.mark(2), info.stopAborts() ? 20_000 : 800));
        assertThat(firstText(stream)).isNotEmpty();
        stream.close();
        assertThat(end(stream)).isEqualTo(new ChatEvent.Cancelled());

        assertThat(chat.sayAndRead(chat.mark(3))).contains(chat.trace(3));
        assertThat(String.join("\n", chat.shown(3))).contains(chat.mark(1), chat.mark(2), chat.mark(3));
        if (info.stopAborts() && info.readsHistory()) {
            assertThat(chat.answers()).as("the partial answer is not kept").hasSize(2);
        }
    }

    @Test
    void aDeletedSessionIsForgotten() {
        assumeTrue(info.deletesSessions(), "this gateway deletes no sessions over HTTP");
        Chat chat = new Chat("gone");
        Chat other = new Chat("kept");
        chat.sayAndRead(chat.mark(1));
        other.sayAndRead(other.mark(1));

        assertThat(client.deleteSession(chat.agent, chat.key)).isTrue();
        assertThat(client.deleteSession(chat.agent, chat.key)).isFalse();
        assertThat(client.history(chat.agent, chat.key, 10, null)).isEmpty();
        assertThat(sessionKeys(chat.agent)).contains(other.qualifiedKey()).doesNotContain(chat.qualifiedKey());

        chat.sayAndRead(chat.mark(2));
        assertThat(chat.shown(2)).hasSize(1).noneMatch(text -> text.contains(chat.mark(1)));
    }

    @Test
    void anArchivedSessionIsRestoredAndStillRemembers() {
        assumeTrue(info.deletesSessions(), "this gateway archives no sessions over HTTP");
        Chat chat = new Chat("archive");
        chat.sayAndRead(chat.mark(1));
        var archived = client.invokeTool(chat.agent, chat.key, "sessions", Map.of("action", "patch", "archived", true));
        assertThat(archived.ok()).as(archived.text()).isTrue();

        assertThat(chat.sayAndRead(chat.mark(2))).contains(chat.trace(2));
        assertThat(chat.shown(2)).hasSize(2);
    }

    @Test
    void anUnknownAgentIsRefused() {
        assumeTrue(info.listsAgents(), "this gateway makes an agent of every name");
        Chat nobody = new Chat("nobody").with(AgentId.of("nobody"));
        var refused = catchThrowableOfType(GatewayException.class, () -> nobody.sayAndRead(nobody.mark(1)));
        assertThat(refused.error().kind()).isEqualTo(GatewayError.Kind.UNKNOWN_AGENT);
        assertThat(refused.error().message()).contains("nobody");
    }

    @Test
    void aWrongCredentialIsRefused() {
        GatewaySettings settings = target.settings();
        var wrong = new GatewaySettings(
                settings.name(),
                settings.url(),
                new Credential("wrong"),
                settings.routing(),
                settings.connectTimeout(),
                settings.idleTimeout());
        Chat chat = new Chat("stranger");
        try (var stranger = new OpenClawClient(wrong)) {
            var refused = catchThrowableOfType(
                    GatewayException.class, () -> rest(stranger.streamChat(chat.request(chat.mark(1)))));
            assertThat(refused.error().kind()).isEqualTo(GatewayError.Kind.UNAUTHORIZED);
        }
        assertThat(target.witness().shownUserTexts(chat.mark(1))).isEmpty();
    }

    private List<String> sessionKeys(AgentId agent) {
        var listed = client.invokeTool(agent, SessionKey.of("contract"), "sessions_list", Map.of("limit", 1_000));
        assertThat(listed.ok()).as(listed.text()).isTrue();
        var rows = (List<?>) Objects.requireNonNull(listed.details().get("sessions"));
        return rows.stream()
                .map(row -> String.valueOf(((Map<?, ?>) row).get("key")))
                .toList();
    }

    private static String firstText(ChatStream stream) {
        for (var event = stream.next(); ; event = stream.next()) {
            if (event instanceof ChatEvent.Text(String text)) {
                return text;
            }
            assertThat(event).as("there was no text").isNotInstanceOf(ChatEvent.End.class);
        }
    }

    /// The text still to come of an answer that has to end well.
    private static String rest(ChatStream stream) {
        var text = new StringBuilder();
        for (var event = stream.next(); ; event = stream.next()) {
            if (event instanceof ChatEvent.Text(String piece)) {
                text.append(piece);
            } else if (event instanceof ChatEvent.End) {
                assertThat(event).as(text.toString()).isInstanceOf(ChatEvent.Finished.class);
                return text.toString();
            }
        }
    }

    private static ChatEvent end(ChatStream stream) {
        var event = stream.next();
        while (!(event instanceof ChatEvent.End)) {
            event = stream.next();
        }
        return event;
    }

    /// One session, with marks that occur nowhere else.
    private final class Chat {
        private final String colour;
        private final SessionKey key;
        private final AgentId agent;

        Chat(String name) {
            this(
                    name + UUID.randomUUID().toString().substring(0, 6),
                    SessionKey.of("webchat-" + UUID.randomUUID()),
                    target.agents().getFirst());
        }

        private Chat(String colour, SessionKey key, AgentId agent) {
            this.colour = colour;
            this.key = key;
            this.agent = agent;
        }

        /// The same session key and marks with another agent.
        Chat with(AgentId other) {
            return new Chat(colour, key, other);
        }

        String mark(int turn) {
            return "u-" + trace(turn);
        }

        /// What an answer to that turn contains.
        String trace(int turn) {
            return colour + "-" + turn;
        }

        String qualifiedKey() {
            return key.qualified(agent);
        }

        ChatRequest request(String message) {
            return ChatRequest.of(key, message).withAgent(agent);
        }

        ChatStream open(String message) {
            return client.streamChat(request(message));
        }

        String sayAndRead(String message) {
            return read(open(message));
        }

        String read(ChatStream opened) {
            try (ChatStream stream = opened) {
                return rest(stream);
            }
        }

        List<String> shown(int turn) {
            return target.witness().shownUserTexts(mark(turn));
        }

        /// This turn showed each of the chat's messages once, in order, and nothing of the other chat; its
        /// answer is its own.
        void check(int turn, String answer, Chat other) {
            var shown = shown(turn);
            assertThat(shown).hasSize(turn);
            for (int i = 1; i <= turn; i++) {
                assertThat(shown.get(i - 1)).contains(mark(i)).doesNotContain(other.colour);
            }
            assertThat(shown).filteredOn(text -> text.contains(mark(turn))).hasSize(1);
            assertThat(answer).contains(trace(turn)).doesNotContain(other.colour);
        }

        List<HistoryMessage> history() {
            return client.history(agent, key, 1_000, null).orElseThrow().messages();
        }

        List<String> userMessages() {
            return texts("user");
        }

        List<String> answers() {
            return texts("assistant");
        }

        private List<String> texts(String role) {
            return history().stream()
                    .filter(message -> message.role().equals(role))
                    .map(HistoryMessage::text)
                    .toList();
        }
    }
}
