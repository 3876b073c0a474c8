package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestNode;
import dev.rockpool.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two servers that share a database: what is done to gateways at one holds at the other within a moment.
@Timeout(60)
class GatewayTwoNodesTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    @TempDir
    static Path data;

    static TestNode a;
    static TestNode b;
    static GatewaySimulator simulator;

    TestClient admin;
    TestClient guest;

    @BeforeAll
    static void startBoth() {
        String[] settings = {"rockpool.database-url=" + TestPostgres.newDatabase(), "rockpool.data=" + data};
        a = TestNode.start(settings);
        b = TestNode.start(settings);
        simulator = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withGap(Duration.ZERO));
    }

    @AfterAll
    static void stopBoth() {
        a.close();
        b.close();
        simulator.close();
    }

    @BeforeEach
    void everybodyComes() {
        admin = TestClient.administrator(a.port(), a.bean(Database.class));
        guest = TestClient.guest(b.port());
    }

    @Test
    void aGatewayIsConnectedChangedAndRemovedForBoth() {
        JsonNode added = admin.post("/api/gateways", GatewaySuite.form(simulator.url(), simulator.token()))
                .json();
        String agent = GatewaySuite.id(added) + "/main";

        await().atMost(A_MOMENT).until(() -> GatewaySuite.models(guest).contains(agent));
        String chat = UUID.randomUUID().toString();
        GatewaySuite.say(guest, chat, agent, "/sim text=\"from the other node\"");
        assertThat(GatewaySuite.answer(guest, chat)).isEqualTo("from the other node");

        admin.patch("/api/gateways/" + GatewaySuite.id(added), "{\"enabled\": false}");

        await().atMost(A_MOMENT).until(() -> !GatewaySuite.models(guest).contains(agent));
        GatewaySuite.say(guest, chat, null, "again");
        assertThat(GatewaySuite.answer(guest, chat)).contains("switched off");

        admin.delete("/api/gateways/" + GatewaySuite.id(added) + "?chats=keep");

        await().atMost(A_MOMENT).untilAsserted(() -> {
            guest.retry(chat);
            assertThat(GatewaySuite.answer(guest, chat)).contains("not connected to this server any more");
        });
    }

    @Test
    void aChatMayBeginAtTheOtherNodeBeforeThatHasHeardOfItsGateway() {
        JsonNode added = admin.post("/api/gateways", GatewaySuite.form(simulator.url(), simulator.token()))
                .json();
        String chat = UUID.randomUUID().toString();

        GatewaySuite.say(guest, chat, GatewaySuite.id(added) + "/main", "/sim text=\"at once\"");

        assertThat(GatewaySuite.answer(guest, chat)).isEqualTo("at once");
    }
}
