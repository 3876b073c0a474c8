package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import dev.rockpool.testing.OddServer;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/// Connecting gateways, and everything that can be wrong with them.
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
abstract class GatewayAdminSuite extends GatewaySuite {

    private static final String SOME_ID = "00000000-0000-4000-8000-000000000000";

    @Autowired
    ConfigurableApplicationContext context;

    @Test
    void aGatewayThatIsConnectedIsListedWithWhatWasFound() {
        GatewaySimulator simulator = simulator("main", "research");

        JsonNode added = connect(admin, simulator, "name", "Main rack");

        assertThat(added.path("name").asString()).isEqualTo("Main rack");
        assertThat(added.path("url").asString()).isEqualTo(simulator.url().toString());
        assertThat(added.path("source").asString()).isEqualTo("shared");
        assertThat(added.path("readOnly").asBoolean()).isFalse();
        assertThat(added.path("hasCredential").asBoolean()).isTrue();
        assertThat(added.path("routing").asString()).isEqualTo("AUTO");
        assertThat(added.path("routingFound").asString()).isEqualTo("HEADER");
        assertThat(added.path("agents").isNull()).isTrue();
        assertThat(added.path("agentsFound").toString()).contains("main", "research");
        assertThat(added.at("/status/reachable").asBoolean()).isTrue();
        assertThat(added.at("/status/version").asString()).isNotBlank();
        assertThat(added.at("/status/latencyMillis").isNumber()).isTrue();
        assertThat(added.at("/status/checkedAt").asString()).isNotBlank();
        assertThat(listed(id(added)).at("/status/reachable").asBoolean()).isTrue();
    }

    @Test
    void theEnvironmentsGatewayIsListedAndCannotBeChangedHere() {
        JsonNode environment = listed("environment");

        assertThat(environment.path("source").asString()).isEqualTo("environment");
        assertThat(environment.path("readOnly").asBoolean()).isTrue();
        assertThat(environment.path("isDefault").asBoolean()).isTrue();
        for (Reply reply : List.of(
                admin.patch("/api/gateways/environment", "{\"name\": \"Mine\"}"),
                admin.delete("/api/gateways/environment?chats=keep"))) {
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.message()).contains("OPENCLAW_GATEWAY_URL");
        }
        assertThat(admin.post("/api/gateways/environment/test", "{}")
                        .json()
                        .path("ok")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aTestSaysWhatWasFoundAndStoresNothing() {
        GatewaySimulator simulator = simulator("main", "ops");

        JsonNode result = test(simulator.url(), simulator.token());

        assertThat(result.path("ok").asBoolean()).isTrue();
        assertThat(result.path("agents").toString()).contains("main", "ops");
        assertThat(result.path("routing").asString()).isEqualTo("HEADER");
        assertThat(result.path("problem").isNull()).isTrue();
        assertThat(admin.get("/api/gateways").json()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"CURRENT, HEADER", "LEGACY, HEADER", "MODEL_STRING, MODEL"})
    void gatewaysOfEveryKindAreConnectedAndAnswer(Dialect dialect, String routing) {
        JsonNode added = connect(admin, simulator(SimulatorOptions.of(dialect)));

        assertThat(added.path("routingFound").asString()).isEqualTo(routing);
        assertThat(say(guest, chat, id(added) + "/main", "/sim text=\"here\"").status())
                .isEqualTo(202);
        assertThat(answer(guest, chat)).isEqualTo("here");
    }

    @Test
    void aWrongTokenIsSaid() {
        assertProblem(test(simulator("main").url(), "not-the-token"), "wrong_credential", "does not accept");
    }

    @Test
    void anEndpointThatIsOffIsSaidWithTheSettingToCopy() {
        GatewaySimulator simulator =
                simulator(SimulatorOptions.of(Dialect.CURRENT).withChatEndpoint(false));

        JsonNode result = test(simulator.url(), simulator.token());

        assertProblem(result, "endpoint_off", "switched off");
        assertThat(result.at("/problem/setting").asString())
                .isEqualTo("gateway.http.endpoints.chatCompletions.enabled: true");
    }

    @Test
    void beingLockedOutIsSaid() {
        assertProblem(test(odd(OddServer.lockingOut()).url(), "t"), "locked_out", "in 5 minutes");
    }

    @Test
    void somethingElseThatAnswersIsSaid() {
        OddServer website = odd(OddServer.answering(200, "text/html", "<h1>Welcome</h1>"));

        assertProblem(test(website.url(), "t"), "not_openclaw", "is not an OpenClaw gateway");
    }

    @Test
    void nobodyListeningIsSaid() {
        GatewaySimulator gone = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        gone.close();

        assertProblem(test(gone.url(), "t"), "refused", "nobody answers there");
    }

    @Test
    void aSecureAddressOfAnInsecureServerIsSaid() {
        URI url = simulator("main").url();

        assertProblem(test(URI.create("https://127.0.0.1:" + url.getPort()), "t"), "tls", "no secure connection");
    }

    @Test
    void aHostThatIsNotKnownIsSaid() {
        assertProblem(test(URI.create("http://no-such-host.invalid"), "t"), "unknown_host", "host name is not known");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAfterEightSeconds() {
        JsonNode result = test(odd(OddServer.silent()).url(), "t");

        assertProblem(result, "timeout", "within 8 seconds");
        assertThat(result.path("millis").asLong()).isBetween(7_000L, 15_000L);
    }

    @Test
    void anAgentThatIsNotThereIsSaid() {
        JsonNode added = connect(admin, simulator("main"), "agents", List.of("research"));

        assertThat(added.at("/status/problem/kind").asString()).isEqualTo("agent_unknown");
        assertThat(added.at("/status/problem/sentence").asString()).contains("‘research’");
    }

    @Test
    void aStoredGatewayIsTestedWithItsStoredToken() {
        JsonNode added = connect(admin, simulator("main"));

        assertThat(test(added, "{}").path("ok").asBoolean()).isTrue();
        assertProblem(test(added, "{\"credential\": \"another\"}"), "wrong_credential", "");
        assertThat(test(added, "{}").path("ok").asBoolean()).isTrue();
    }

    @Test
    void aWrongTokenIsReplacedAndTheChatGoesOn() {
        GatewaySimulator simulator = simulator("main");
        JsonNode added = connect(admin, simulator.url(), "wrong-token");
        assertThat(added.at("/status/problem/kind").asString()).isEqualTo("wrong_credential");
        say(guest, chat, id(added) + "/main", "hello /sim text=\"hi\"");
        assertThat(answer(guest, chat)).contains("does not accept");

        assertThat(change(added, "{\"credential\": \"" + simulator.token() + "\"}")
                        .status())
                .isEqualTo(200);

        guest.retry(chat);
        assertThat(answer(guest, chat)).isEqualTo("hi");
    }

    @Test
    void theTokenIsInNoAnswerNoLogAndNotInTheDatabase(CapturedOutput output) {
        String token = "s3cret-token-of-the-rack-0123456789";
        GatewaySimulator simulator =
                simulator(SimulatorOptions.of(Dialect.CURRENT).withToken(token));
        JsonNode added = connect(admin, simulator);
        say(guest, chat, id(added) + "/main", "hello");
        answer(guest, chat);

        String told = added
                + admin.get("/api/gateways").body()
                + change(added, "{\"name\": \"Other\"}").body()
                + change(added, "{\"url\": \"http://127.0.0.1:1\", \"credential\": \"" + token + "\"}")
                        .body()
                + test(added, "{}")
                + guest.get("/api/models").body()
                + guest.get("/api/messages?chatId=" + chat).body();

        assertThat(told).doesNotContain(token);
        assertThat(output.getAll()).doesNotContain(token);
        assertThat(database.reader()
                        .sql("select credential from gateway")
                        .query(String.class)
                        .list())
                .singleElement()
                .satisfies(stored -> assertThat(stored).startsWith("v1.").doesNotContain(token));
    }

    @Test
    void aTokenIsNotSentToAnotherAddressThanItWasGivenFor() {
        OddServer elsewhere = odd(OddServer.answering(200, "application/json", "{}"));
        JsonNode added = connect(admin, simulator("main"));
        String move = "{\"url\": \"" + elsewhere.url() + "\"}";

        for (Reply reply : List.of(change(added, move), admin.post("/api/gateways/" + id(added) + "/test", move))) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().path("cause").asString()).isEqualTo("credential");
        }
        assertThat(elsewhere.requests()).isZero();
    }

    @Test
    void aNewAddressIsWhereTheNextTurnGoes() {
        GatewaySimulator before = simulator("main");
        GatewaySimulator after = simulator("main");
        JsonNode added = connect(admin, before);
        say(guest, chat, id(added) + "/main", "first");
        answer(guest, chat);

        Reply changed =
                change(added, "{\"url\": \"%s\", \"credential\": \"%s\"}".formatted(after.url(), after.token()));

        assertThat(changed.json().at("/status/reachable").asBoolean()).isTrue();
        say(guest, chat, null, "second");
        answer(guest, chat);
        assertThat(before.turns()).noneMatch(turn -> turn.userMessage().startsWith("second"));
        assertThat(after.turns()).anyMatch(turn -> turn.userMessage().startsWith("second"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name      | {\"name\": \" \"}",
                "name      | {\"name\": 7}",
                "url       | {\"url\": \"ftp://host\"}",
                "url       | {\"url\": \"not an address\"}",
                "url       | {\"url\": \"http://me:secret@host\"}",
                "routing   | {\"routing\": \"pigeon\"}",
                "credential| {\"credential\": \"with space inside\"}",
                "credential| {\"credential\": \"\"}",
                "enabled   | {\"enabled\": \"yes\"}",
                "agents    | {\"agents\": []}",
                "agents    | {\"agents\": [\"../x\"]}",
                "roles     | {\"roles\": [\"king\"]}",
                "roles     | {\"roles\": \"member\"}",
                "defaultAgent | {\"defaultAgent\": \"A B\"}",
                "isDefault | {\"isDefault\": 1}",
                "id        | {\"id\": \"x\"}",
                "accountId | {\"accountId\": \"x\"}",
                "body      | []"
            })
    void aFieldThatIsWrongIsNamed(String field, String body) {
        JsonNode added = connect(admin, simulator("main"));

        Reply reply = change(added, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("cause").asString()).isEqualTo(field);
        assertThat(reply.message()).endsWith(".");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(admin.post("/api/gateways", "{\"url\": \"http://h\"}")
                        .json()
                        .path("cause")
                        .asString())
                .isEqualTo("name");
        assertThat(admin.post("/api/gateways", "{\"name\": \"X\"}")
                        .json()
                        .path("cause")
                        .asString())
                .isEqualTo("url");
    }

    @Test
    void guestsAndMembersManageNoSharedGateways() {
        TestClient member = TestClient.member(port);
        JsonNode added = connect(admin, simulator("main"));
        String one = "/api/gateways/" + id(added);
        String form = form(URI.create("http://gateway.example"), "t");

        for (Reply reply : List.of(
                guest.get("/api/gateways"),
                guest.post("/api/gateways", form),
                guest.patch(one, "{}"),
                guest.delete(one),
                guest.post(one + "/test", "{}"),
                guest.post("/api/gateways/test", form),
                guest.get("/api/gateways/own"),
                member.post("/api/gateways", form),
                member.patch(one, "{}"),
                member.post(one + "/test", "{}"),
                member.post("/api/gateways/test", form),
                member.get("/api/gateways/own"))) {
            assertThat(reply.code()).as(reply.body()).isEqualTo("forbidden:account");
        }
        assertThat(member.get("/api/gateways").json()).isEmpty();
        assertThat(member.delete(one).status()).isEqualTo(404);
        assertThat(TestClient.stranger(port).get("/api/gateways").status()).isEqualTo(401);
        assertThat(TestClient.stranger(port).get("/api/models").status()).isEqualTo(401);
        assertThat(listed(id(added)).path("name").asString()).isEqualTo("Rack");
    }

    @Test
    void anUnknownGatewayIsNotFoundAndAnIdOfAnotherFormIsRefused() {
        for (String id : List.of(SOME_ID, "demo")) {
            assertThat(admin.patch("/api/gateways/" + id, "{}").code()).isEqualTo("not_found:gateway");
            assertThat(admin.delete("/api/gateways/" + id).code()).isEqualTo("not_found:gateway");
            assertThat(admin.post("/api/gateways/" + id + "/test", "{}").code()).isEqualTo("not_found:gateway");
        }
        assertThat(admin.patch("/api/gateways/MAIN", "{}").status()).isEqualTo(400);
        assertThat(admin.delete("/api/gateways/%27or%201").status()).isEqualTo(400);
    }

    @Test
    void whatIsDoneToGatewaysIsAudited() {
        List<AuditEvent> heard = new CopyOnWriteArrayList<>();
        ApplicationListener<AuditApplicationEvent> listener = event -> heard.add(event.getAuditEvent());
        context.addApplicationListener(listener);
        GatewaySimulator simulator = simulator("main");

        JsonNode added = connect(admin, simulator);
        change(added, "{\"name\": \"Other\", \"enabled\": true, \"credential\": \"a-new-token\"}");
        test(added, "{}");
        remove(added);

        context.removeApplicationListener(listener);
        List<AuditEvent> ours = heard.stream()
                .filter(event -> id(added).equals(event.getData().get("subject")))
                .toList();
        assertThat(ours)
                .extracting(AuditEvent::getType)
                .containsExactly("gateway_added", "gateway_changed", "gateway_tested", "gateway_removed");
        String me = admin.get("/api/account").json().path("id").asString();
        assertThat(ours).extracting(AuditEvent::getPrincipal).containsOnly(me);
        assertThat(ours.get(1).getData().get("fields")).isEqualTo(List.of("name", "credential"));
        assertThat(ours.toString()).doesNotContain("a-new-token", simulator.token());
    }

    @Test
    void aGatewayThatComesBackIsSeenWithoutBeingAskedFor() {
        GatewaySimulator first =
                GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withToken("t"));
        first.close();
        JsonNode added = connect(admin, first.url(), "t");
        assertThat(added.at("/status/problem/kind").asString()).isEqualTo("refused");

        simulator(SimulatorOptions.of(Dialect.CURRENT).withPort(first.port()).withToken("t"));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> listed(id(added)).at("/status/reachable").asBoolean());
    }

    private JsonNode listed(String id) {
        return admin.get("/api/gateways")
                .json()
                .valueStream()
                .filter(gateway -> id(gateway).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode test(URI url, String token) {
        Reply reply =
                admin.post("/api/gateways/test", "{\"url\": \"%s\", \"credential\": \"%s\"}".formatted(url, token));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private JsonNode test(JsonNode gateway, String body) {
        return admin.post("/api/gateways/" + id(gateway) + "/test", body).json();
    }

    private static void assertProblem(JsonNode result, String kind, String words) {
        assertThat(result.path("ok").asBoolean()).isFalse();
        assertThat(result.at("/problem/kind").asString()).as(result.toString()).isEqualTo(kind);
        assertThat(result.at("/problem/sentence").asString()).contains(words).endsWith(".");
    }
}
