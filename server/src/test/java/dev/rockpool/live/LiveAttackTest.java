package dev.rockpool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.attack.Attacked;
import dev.rockpool.chat.ChatId;
import dev.rockpool.live.LiveCommand.Malformed;
import dev.rockpool.live.LiveCommand.Ping;
import dev.rockpool.live.LiveCommand.Pong;
import dev.rockpool.live.LiveCommand.Read;
import dev.rockpool.live.LiveCommand.Unwatch;
import dev.rockpool.live.LiveCommand.Watch;
import dev.rockpool.run.RunId;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestLive;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every command of the live channel, as the server itself has them, given by everybody about a chat and a run of their
/// own, of Ada's, that never were, and about what is none.
@Attacked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LiveAttackTest {

    /// What a command about a chat that is not one's own is answered with.
    private enum Rule {
        REFUSED,
        SILENCE
    }

    private static final Map<Class<?>, Rule> RULES = Map.of(
            Watch.class, Rule.REFUSED,
            Unwatch.class, Rule.SILENCE,
            Read.class, Rule.REFUSED,
            Ping.class, Rule.SILENCE,
            Pong.class, Rule.SILENCE);

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    private Talk adas;
    private Map<String, Talk> others;

    /// Somebody's chat with an answer in it.
    private record Talk(TestClient owner, String chat, String run) {

        static Talk of(TestClient owner, String word) {
            String chat = UUID.randomUUID().toString();
            JsonNode run =
                    owner.say(chat, "%s /sim text=\"%s\"".formatted(word, word)).json();
            owner.settledMessages(chat);
            return new Talk(owner, chat, run.at("/runId").asString());
        }
    }

    @BeforeAll
    void everybodyHasAChat() {
        adas = Talk.of(TestClient.member(port), "tidemark");
        others = new LinkedHashMap<>();
        others.put("guest", Talk.of(TestClient.guest(port), "mine"));
        others.put("member", Talk.of(TestClient.member(port), "mine"));
        others.put("administrator", Talk.of(TestClient.administrator(port, database), "mine"));
    }

    @Test
    void everyCommandHasARule() {
        assertThat(commands())
                .as("Say in RULES how the new command is answered about a chat of somebody else.")
                .containsExactlyInAnyOrderElementsOf(RULES.keySet());
        commands().forEach(command -> {
            LiveCommand read = LiveCommand.parse(JsonMapper.shared(), json(command, adas.chat(), adas.run()));
            assertThat(read).as("what is written for it").isInstanceOf(command);
        });
    }

    private static Stream<Class<?>> commands() {
        return Arrays.stream(LiveCommand.class.getPermittedSubclasses()).filter(type -> type != Malformed.class);
    }

    /// The command as a browser writes it: the type in lower case, each part by its name.
    private static String json(Class<?> command, String chat, String run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", command.getSimpleName().toLowerCase(Locale.ROOT));
        for (RecordComponent part : command.getRecordComponents()) {
            if (part.getType() == ChatId.class) {
                fields.put("chatId", chat);
            } else if (part.getType() == RunId.class) {
                fields.put("runId", run);
            } else if (part.getType() == long.class) {
                fields.put(part.getName(), 0);
            } else {
                throw new AssertionError("Say here how a browser writes " + part + " of a command.");
            }
        }
        return JsonMapper.shared().writeValueAsString(fields);
    }

    @TestFactory
    Stream<DynamicTest> noCommandReachesAnotherPersonsChat() {
        return eachCommand((command, caller) -> {
            List<JsonNode> foreign = answers(caller, json(command, adas.chat(), adas.run()));
            List<JsonNode> unknown = answers(caller, json(command, random(), random()));

            if (takesAChat(command) && RULES.get(command) == Rule.REFUSED) {
                assertThat(codes(foreign)).containsExactly("forbidden:chat");
                assertThat(codes(unknown)).containsExactly("not_found:chat");
            } else {
                assertThat(foreign).isEqualTo(unknown).isEmpty();
            }
        });
    }

    /// The events a watch has to tell come before it says how the runs stand.
    @TestFactory
    Stream<DynamicTest> aRunOfAnotherPersonIsLikeOneThatNeverWas() {
        return eachCommand((command, caller) -> {
            try (TestLive tab = caller.owner().live()) {
                tab.next("hello");
                for (String run : List.of(adas.run(), random())) {
                    tab.send(json(command, caller.chat(), run));
                    List<JsonNode> told = command == Watch.class
                            ? tab.until(frame -> TestLive.type(frame).equals("run"))
                            : tab.soFar();
                    assertThat(told).extracting(TestLive::type).isSubsetOf("run", "read", "pong");
                    assertThat(told.toString()).doesNotContain("tidemark");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoIdIsRefused() {
        return eachCommand((command, caller) -> Stream.of(
                        adas.chat().toUpperCase(Locale.ROOT), "webchat-" + adas.chat(), "main", "*", "' or 1=1 --", "")
                .filter(_ -> takesAChat(command))
                .forEach(nonsense -> assertThat(codes(answers(caller, json(command, nonsense, random()))))
                        .as(nonsense)
                        .singleElement()
                        .asString()
                        .startsWith("bad_request:")));
    }

    private interface Trial {
        void of(Class<?> command, Talk caller);
    }

    private Stream<DynamicTest> eachCommand(Trial trial) {
        return others.entrySet().stream()
                .flatMap(caller -> commands()
                        .map(command -> DynamicTest.dynamicTest(
                                caller.getKey() + " " + command.getSimpleName(),
                                () -> trial.of(command, caller.getValue()))));
    }

    private static boolean takesAChat(Class<?> command) {
        return Arrays.stream(command.getRecordComponents()).anyMatch(part -> part.getType() == ChatId.class);
    }

    private static String random() {
        return UUID.randomUUID().toString();
    }

    private static List<String> codes(List<JsonNode> frames) {
        return frames.stream().map(frame -> frame.at("/code").asString("")).toList();
    }

    /// What a fresh tab is told after its snapshot; that a ping is answered is nothing.
    private List<JsonNode> answers(Talk caller, String command) {
        try (TestLive tab = caller.owner().live()) {
            JsonNode hello = tab.next("hello");
            tab.send(command);
            List<JsonNode> frames = tab.soFar();
            assertThat(hello + " " + frames).doesNotContain("tidemark").doesNotContain(adas.run() + "\"");
            return frames.stream()
                    .filter(frame -> !TestLive.type(frame).equals("pong"))
                    .toList();
        }
    }
}
