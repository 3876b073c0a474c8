package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class SessionToolsTest {
    private static final String CALLER = "agent:main:rockpool";

    private final GatewaySimulator simulator = GatewaySimulator.start(
            SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops").withGap(Duration.ZERO));
    private final WireClient client = new WireClient(simulator);

    @BeforeEach
    void twoSessions() {
        client.say("webchat-1", "hello one");
        client.chat("openclaw/ops", "agent:ops:webchat-2", "hello two");
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void listsSessionsNewestFirst() {
        var answer = client.tool("sessions_list", CALLER, WireClient.object());
        var details = answer.json().at("/result/details");

        assertThat(answer.json().path("ok").asBoolean()).isTrue();
        assertThat(details.path("count").asInt()).isEqualTo(2);
        assertThat(keys(details)).containsExactly("agent:ops:webchat-2", "agent:main:webchat-1");
        var newest = details.at("/sessions/0");
        assertThat(newest.path("agentId").asString()).isEqualTo("ops");
        assertThat(newest.path("sessionId").asString()).isNotBlank();
        assertThat(newest.path("archived").asBoolean()).isFalse();
        assertThat(newest.path("totalTokens").asLong()).isPositive();
        assertThat(newest.path("status").asString()).isEqualTo("done");
        var text = answer.json().at("/result/content/0/text").asString();
        assertThat(WireClient.JSON.readTree(text)).isEqualTo(details);
    }

    @Test
    void listsOnlyWhatIsAskedFor() {
        assertThat(keys(list(args().put("search", "WEBCHAT-1")))).containsExactly("agent:main:webchat-1");
        assertThat(keys(list(args().put("agentId", "ops")))).containsExactly("agent:ops:webchat-2");
        assertThat(keys(list(args().put("limit", 1)))).containsExactly("agent:ops:webchat-2");
        assertThat(list(args().put("limit", 1)).path("nextOffset").asInt()).isEqualTo(1);
        assertThat(client.tool("sessions_list", CALLER, args().put("limit", 0)).status())
                .isEqualTo(400);
        assertThat(keys(list(args().put("limit", 1).put("offset", 1)))).containsExactly("agent:main:webchat-1");
        assertThat(list(args().put("includeDerivedTitles", true))
                        .at("/sessions/1/derivedTitle")
                        .asString())
                .isEqualTo("hello one");
    }

    @Test
    void renamesAndKeepsLabelsUnique() {
        assertThat(change("agent:main:webchat-1", patch().put("label", "Tides")).status())
                .isEqualTo(200);
        assertThat(keys(list(args().put("label", "Tides")))).containsExactly("agent:main:webchat-1");
        var taken = change("agent:ops:webchat-2", patch().put("label", "Tides"));
        assertThat(taken.status()).isEqualTo(500);
        assertThat(taken.errorType()).isEqualTo("tool_error");
        assertThat(change("agent:main:webchat-1", patch().put("label", "")).status())
                .isEqualTo(200);
        assertThat(change("agent:ops:webchat-2", patch().put("label", "Tides")).status())
                .isEqualTo(200);
    }

    @Test
    void anArchivedSessionFailsUntilItIsRestoredAndStillRemembers() {
        var key = "agent:main:webchat-1";
        assertThat(change(key, patch().put("archived", true)).status()).isEqualTo(200);

        var whole = client.say("webchat-1", "still there?");
        assertThat(whole.status()).isEqualTo(500);
        assertThat(whole.errorMessage()).isEqualTo("internal error");
        assertThat(client.stream("webchat-1", "still there?").rest())
                .containsSubsequence("{\"error\":{\"message\":\"internal error\",\"type\":\"api_error\"}}", "[DONE]");
        assertThat(keys(list(args()))).doesNotContain(key);
        assertThat(keys(list(args().put("archived", true)))).containsExactly(key);

        assertThat(change(key, patch().put("archived", false)).status()).isEqualTo(200);
        assertThat(client.say("webchat-1", "What do you remember?").text())
                .contains("hello one")
                .doesNotContain("still there");
    }

    @Test
    void anotherSessionIsArchivedOnlyByItsId() {
        var patch = patch().put("sessionKey", "agent:main:webchat-1").put("archived", true);
        assertThat(change(CALLER, patch).errorMessage())
                .isEqualTo("Session lifecycle action requires a durable session identity");
        assertThat(change(CALLER, patch.put("expectedSessionId", "another")).status())
                .isEqualTo(500);
        assertThat(change(CALLER, patch.put("expectedSessionId", id("webchat-1")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void deletesAnotherSessionByItsId() {
        var delete = args().put("action", "delete").put("sessionKey", "agent:main:webchat-1");
        assertThat(change(CALLER, delete).status()).isEqualTo(400);
        assertThat(change(CALLER, delete.put("expectedSessionId", "another")).status())
                .isEqualTo(500);
        assertThat(simulator.sessions()).contains("agent:main:webchat-1");

        delete.put("expectedSessionId", id("webchat-1"));
        assertThat(change("agent:main:webchat-1", delete).errorMessage())
                .isEqualTo("Cannot delete the session running this tool");
        assertThat(change(CALLER, delete).status()).isEqualTo(200);
        assertThat(simulator.sessions()).containsExactly("agent:ops:webchat-2");
        assertThat(client.get("/sessions/agent%3Amain%3Awebchat-1/history").status())
                .isEqualTo(404);
        assertThat(client.say("webchat-1", "What do you remember?").text()).contains("nothing in it yet");
    }

    @Test
    void deletingASessionBreaksOffItsRun() {
        var running = client.stream("webchat-1", "/sim tokens=5 stall-after=1");
        running.firstText();
        var waiting = client.stream("webchat-1", "waiting");
        change(
                CALLER,
                args().put("action", "delete")
                        .put("sessionKey", "agent:main:webchat-1")
                        .put("expectedSessionId", id("webchat-1")));
        assertThat(running.rest()).anyMatch(event -> event.contains("agent run aborted"));
        assertThat(waiting.rest())
                .anyMatch(event -> event.contains("Command lane \\\"session:agent:main:webchat-1\\\" cleared"));
        assertThat(simulator.sessions()).containsExactly("agent:ops:webchat-2");
    }

    @Test
    void resetEmptiesASession() {
        var reset = args().put("action", "reset").put("sessionKey", "agent:main:webchat-1");
        assertThat(change("agent:main:webchat-1", reset).status()).isEqualTo(400);
        assertThat(change(CALLER, reset).status()).isEqualTo(200);
        assertThat(client.say("webchat-1", "What do you remember?").text()).contains("nothing in it yet");
    }

    @Test
    void tellsOnlyTheCallersOwnAgent() {
        var agents = client.tool("agents_list", "agent:ops:x", args()).json().at("/result/details");
        assertThat(agents.path("requester").asString()).isEqualTo("ops");
        assertThat(agents.path("agents").findValuesAsString("id")).containsExactly("ops");
    }

    @Test
    void tellsASessionsStatus() {
        var status = client.tool("session_status", "agent:main:webchat-1", args());
        assertThat(status.json().at("/result/details/statusText").asString()).contains("agent:main:webchat-1");
        assertThat(client.tool("session_status", "agent:main:nowhere", args()).status())
                .isEqualTo(500);
    }

    @Test
    void settingsMayComeBeforeTheFirstMessage() {
        assertThat(change("agent:main:later", patch().put("label", "Later"))
                        .json()
                        .at("/result/details/updated"))
                .isEqualTo(WireClient.JSON.createArrayNode().add("label"));
        assertThat(simulator.sessions()).contains("agent:main:later");
        assertThat(change("agent:main:later", patch()).errorMessage()).isEqualTo("Patch setting required");
        assertThat(change("agent:main:never", patch().put("archived", false)).status())
                .isEqualTo(400);
        assertThat(change("agent:nobody:later", patch().put("label", "Nobody")).status())
                .isEqualTo(500);
    }

    @Test
    void archivingUnpins() {
        change("agent:main:webchat-1", patch().put("pinned", true));
        assertThat(list(args().put("search", "webchat-1"))
                        .at("/sessions/0/pinned")
                        .asBoolean())
                .isTrue();
        change("agent:main:webchat-1", patch().put("archived", true));
        assertThat(list(args().put("archived", true)).at("/sessions/0/pinned").asBoolean())
                .isFalse();
    }

    @Test
    void readsAPast() {
        var history = client.tool("sessions_history", CALLER, args().put("sessionKey", "agent:main:webchat-1"));
        assertThat(history.json().at("/result/details/messages/0/content").asString())
                .isEqualTo("hello one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "read", "write", "sessions_send", "cron", "gateway", "no_such_tool"})
    void deniesOtherTools(String tool) {
        var answer = client.tool(tool, CALLER, args());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorMessage()).isEqualTo("Tool not available: " + tool);
        assertThat(answer.json().path("ok").asBoolean(true)).isFalse();
    }

    @Test
    void withoutACallerItIsTheDefaultAgents() {
        assertThat(client.post("/tools/invoke", "{\"tool\":\"sessions_list\"}").status())
                .isEqualTo(200);
        assertThat(client.post("/tools/invoke", "{}").errorMessage()).isEqualTo("tools.invoke requires name");
        try (var noDefault = GatewaySimulator.start(
                        SimulatorOptions.of(Dialect.CURRENT).withAgents("a", "b"));
                var caller = new WireClient(noDefault)) {
            assertThat(caller.post("/tools/invoke", "{\"tool\":\"sessions_list\"}")
                            .errorMessage())
                    .startsWith("Multiple agents are configured");
        }
    }

    @Test
    void refusesABodyOverTwoMegabytes() {
        var body = args().put("tool", "sessions_list").put("padding", "x".repeat(2 * 1024 * 1024));
        assertThat(client.post("/tools/invoke", body).status()).isEqualTo(413);
    }

    private JsonNode list(ObjectNode args) {
        return client.tool("sessions_list", CALLER, args).json().at("/result/details");
    }

    private WireClient.Answer change(String caller, ObjectNode args) {
        return client.tool("sessions", caller, args);
    }

    private String id(String session) {
        return list(args().put("search", session)).at("/sessions/0/sessionId").asString();
    }

    private static List<String> keys(JsonNode details) {
        return details.path("sessions").findValuesAsString("key");
    }

    private static ObjectNode args() {
        return WireClient.object();
    }

    private static ObjectNode patch() {
        return args().put("action", "patch");
    }
}
