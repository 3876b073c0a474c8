package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.testing.OddServer;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Chats at several gateways: each at its own, whatever becomes of the others.
@Timeout(60)
abstract class GatewayChatsSuite extends GatewaySuite {

    @Test
    void theEnvironmentsAgentsHaveShortNamesAndAllOthersTheirGateways() {
        JsonNode rack = connect(admin, simulator("main", "research"));

        JsonNode models = guest.get("/api/models").json();

        assertThat(models.path("models")
                        .valueStream()
                        .map(model -> model.path("id").asString()))
                .containsExactlyInAnyOrder("main", "ops", id(rack) + "/main", id(rack) + "/research");
        assertThat(models.path("defaultModel").asString()).isEqualTo("main");
        assertThat(models.path("models").get(2).path("gateway").toString())
                .isEqualTo("{\"id\":\"%s\",\"name\":\"Rack\"}".formatted(id(rack)));
        assertThat(models.path("gateway").propertyNames())
                .containsExactlyInAnyOrder("name", "demo", "reachable", "version", "routing", "problem");
        assertThat(models.path("gateway").path("routing").asString()).isEqualTo("HEADER");
        assertThat(models.path("gateways")
                        .valueStream()
                        .map(gateway -> gateway.path("id").asString()))
                .containsExactly("environment", id(rack));
        assertThat(models.path("gateways").get(1).propertyNames())
                .containsExactlyInAnyOrder("id", "name", "reachable", "problem", "demo");
        assertThat(models.toString()).doesNotContain(TestGateway.simulator().token());
    }

    @Test
    void aChatStaysAtTheGatewayItBeganAt() {
        GatewaySimulator simulator = simulator("main");
        JsonNode rack = connect(admin, simulator);

        Reply accepted = say(guest, chat, id(rack) + "/main", "first /sim text=\"from the rack\"");

        assertThat(accepted.json().at("/chat/gatewayId").asString()).isEqualTo(id(rack));
        assertThat(answer(guest, chat)).isEqualTo("from the rack");
        // As a page sends it that knows the chat's agent, and as one that sends nothing.
        say(guest, chat, "main", "second");
        answer(guest, chat);
        say(guest, chat, null, "third");
        answer(guest, chat);
        assertThat(turns(simulator)).hasSize(3);
        assertThat(TestGateway.turns("main", "webchat-" + chat)).isEmpty();
        Reply elsewhere = say(guest, chat, "environment/main", "fourth");
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.message()).contains("belongs to the agent 'main'");
    }

    @Test
    void titlesAreAskedForAtTheChatsOwnGateway() {
        GatewaySimulator simulator = simulator("main");
        JsonNode rack = connect(admin, simulator);

        say(guest, chat, id(rack) + "/main", "How do I sort a list?");
        answer(guest, chat);

        await().until(() -> simulator.turns().stream()
                .anyMatch(turn -> turn.sessionKey().equals("agent:main:webchat-" + chat + "-title")));
        assertThat(TestGateway.turns("main", "webchat-" + chat + "-title")).isEmpty();
    }

    @Test
    void aDeletedChatsSessionIsDeletedAtItsOwnGateway() {
        GatewaySimulator simulator = simulator("main");
        JsonNode rack = connect(admin, simulator);
        say(guest, chat, id(rack) + "/main", "hello");
        answer(guest, chat);
        String session = "agent:main:webchat-" + chat;
        assertThat(simulator.sessions()).contains(session);

        guest.delete("/api/chat?id=" + chat);

        await().atMost(Duration.ofSeconds(20)).until(() -> !simulator.sessions().contains(session));
    }

    @Test
    void theDefaultIsWhereChatsGoThatChooseNothing() {
        GatewaySimulator simulator = simulator("main", "clerk");
        JsonNode rack = connect(admin, simulator, "isDefault", true, "defaultAgent", "clerk");

        assertThat(models(guest)).contains("main", "clerk", "environment/main", "environment/ops");
        assertThat(guest.get("/api/models").json().path("defaultModel").asString())
                .isEqualTo("clerk");
        say(guest, chat, null, "hello");
        answer(guest, chat);
        assertThat(turns(simulator))
                .singleElement()
                .satisfies(turn -> assertThat(turn.sessionKey()).isEqualTo("agent:clerk:webchat-" + chat));

        change(rack, "{\"isDefault\": false}");

        assertThat(models(guest)).contains("main", "ops", id(rack) + "/clerk");
    }

    @Test
    void thereIsOneDefault() {
        JsonNode first = connect(admin, simulator("main"), "isDefault", true);
        JsonNode second = connect(admin, simulator("main"), "isDefault", true);

        List<String> defaults = admin.get("/api/gateways")
                .json()
                .valueStream()
                .filter(gateway -> gateway.path("isDefault").asBoolean())
                .map(GatewaySuite::id)
                .toList();

        assertThat(defaults).containsExactly(id(second)).doesNotContain(id(first), "environment");
    }

    @Test
    void onlyTheAgentsThatAreOfferedCanBeChosen() {
        JsonNode rack = connect(admin, simulator("main", "research"), "agents", List.of("research"));

        assertThat(models(guest)).contains(id(rack) + "/research").doesNotContain(id(rack) + "/main");
        assertThat(say(guest, chat, id(rack) + "/main", "hello").status()).isEqualTo(400);
    }

    @Test
    void aGatewayForSomeRolesIsNotThereForOthers() {
        TestClient member = TestClient.member(port);
        JsonNode rack = connect(admin, simulator("main"), "roles", List.of("member"));
        String agent = id(rack) + "/main";

        assertThat(models(member)).contains(agent);
        assertThat(models(admin)).contains(agent);
        assertThat(models(guest)).doesNotContain(agent);
        Reply refused = say(guest, chat, agent, "hello");
        Reply unknown = say(guest, chat, UUID.randomUUID() + "/main", "hello");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo(unknown.body());
    }

    @Test
    void whoMayUseAGatewayNoMoreGetsNoAnswerThere() {
        GatewaySimulator simulator = simulator("main");
        JsonNode rack = connect(admin, simulator);
        say(guest, chat, id(rack) + "/main", "hello");
        answer(guest, chat);

        change(rack, "{\"roles\": [\"member\"]}");

        assertThat(say(guest, chat, null, "again").status()).isEqualTo(202);
        assertThat(answer(guest, chat)).contains("‘Rack’", "not for you");
        assertThat(turns(simulator)).hasSize(1);
    }

    @Test
    void anAnswerIsWrittenToItsEndAtAGatewayThatIsSwitchedOffMeanwhile() {
        GatewaySimulator simulator = simulator("main");
        JsonNode rack = connect(admin, simulator);
        say(guest, chat, id(rack) + "/main", "/sim tokens=200 gap=10 word=tide");
        await().until(() -> simulator.openStreams() > 0);

        change(rack, "{\"enabled\": false}");

        assertThat(answer(guest, chat).strip()).endsWith("tide-200");
        assertThat(models(guest)).noneMatch(model -> model.startsWith(id(rack)));
        say(guest, chat, null, "again /sim text=\"back\"");
        assertThat(answer(guest, chat)).contains("‘Rack’", "switched off");
        change(rack, "{\"enabled\": true}");
        guest.retry(chat);
        assertThat(answer(guest, chat)).isEqualTo("back");
    }

    @Test
    void aGatewayWithChatsIsRemovedOnlyOnPurposeAndItsChatsSayThatItIsGone() {
        GatewaySimulator simulator = simulator("main");
        JsonNode rack = connect(admin, simulator);
        say(guest, chat, id(rack) + "/main", "hello /sim text=\"kept\"");
        answer(guest, chat);

        Reply asked = admin.delete("/api/gateways/" + id(rack));

        assertThat(asked.status()).isEqualTo(409);
        assertThat(asked.message()).startsWith("1 chat talks to the gateway ‘Rack’.");
        assertThat(remove(rack).status()).isEqualTo(204);
        assertThat(guest.settledMessages(chat).get(1).at("/parts/0/text").asString())
                .isEqualTo("kept");
        assertThat(say(guest, chat, null, "again").status()).isEqualTo(202);
        assertThat(answer(guest, chat)).contains("not connected to this server any more");
        assertThat(admin.patch("/api/gateways/" + id(rack), "{}").status()).isEqualTo(404);
        assertThat(guest.delete("/api/chat?id=" + chat).status()).isEqualTo(200);
    }

    @Test
    void aGatewayThatHangsSlowsNobodyElse() {
        JsonNode hanging = connect(admin, odd(OddServer.silent()).url(), "t", "name", "Hanging");
        List<String> stuck = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            stuck.add(UUID.randomUUID().toString());
            say(guest, stuck.getLast(), id(hanging) + "/main", "anybody there?");
        }

        long began = System.nanoTime();
        assertThat(models(guest)).contains("main", "ops");
        for (int i = 0; i < 5; i++) {
            String other = UUID.randomUUID().toString();
            say(guest, other, "main", "hello /sim text=\"at once\"");
            assertThat(answer(guest, other)).isEqualTo("at once");
            guest.delete("/api/chat?id=" + other);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));

        assertThat(guest.get("/api/messages?chatId=" + stuck.getFirst())
                        .json()
                        .path("run")
                        .isNull())
                .isFalse();
        stuck.forEach(each -> guest.delete("/api/chat?id=" + each));
    }

    @Test
    void sessionsAtADeadGatewayDoNotKeepThoseOfOthersFromBeingDeleted() {
        GatewaySimulator dead = simulator("main");
        GatewaySimulator alive = simulator("main");
        JsonNode first = connect(admin, dead);
        JsonNode second = connect(admin, alive);
        String other = UUID.randomUUID().toString();
        say(guest, chat, id(first) + "/main", "hello");
        say(guest, other, id(second) + "/main", "hello");
        answer(guest, chat);
        answer(guest, other);
        Set<String> before = alive.sessions();
        assertThat(before).anyMatch(session -> session.contains(other));
        dead.close();

        guest.delete("/api/chat?id=" + chat);
        guest.delete("/api/chat?id=" + other);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> alive.sessions().stream().noneMatch(session -> session.contains(other)));
    }

    @Test
    void aChatFromBeforeThereWereSeveralGatewaysIsAtTheEnvironments() {
        say(guest, chat, "main", "first");
        answer(guest, chat);
        database.writer()
                .sql("update chat set gateway_id = null where id = :id")
                .param("id", chat)
                .update();
        connect(admin, simulator("main"), "isDefault", true);

        say(guest, chat, null, "second /sim text=\"still here\"");

        assertThat(answer(guest, chat)).isEqualTo("still here");
        assertThat(TestGateway.turns("main", "webchat-" + chat)).hasSize(2);
    }

    private List<SimulatedTurn> turns(GatewaySimulator simulator) {
        return simulator.turns().stream()
                .filter(turn -> turn.sessionKey().endsWith("webchat-" + chat))
                .toList();
    }
}
