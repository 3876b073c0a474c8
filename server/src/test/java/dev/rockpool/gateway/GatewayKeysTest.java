package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What becomes of stored gateways when a server starts again with other settings.
@Timeout(120)
class GatewayKeysTest {

    @TempDir
    Path data;

    GatewaySimulator simulator;
    String gateway = "";

    @BeforeEach
    void startGateway() {
        simulator = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withGap(Duration.ZERO));
    }

    @AfterEach
    void stopGateway() {
        simulator.close();
    }

    @Test
    void keysAreRotatedWithoutTypingATokenAgain() {
        with("rockpool.secret-key=" + key(1), this::connect);
        String first = stored();

        with("rockpool.secret-key=" + key(2) + " rockpool.secret-key-old=" + key(1), this::assertAnswers);

        assertThat(stored()).isNotEqualTo(first);
        with("rockpool.secret-key=" + key(2), this::assertAnswers);
    }

    @Test
    void aKeyThatIsMissingIsSaidAndTheTokenCanBeGivenAgain() {
        with("rockpool.secret-key=" + key(1), this::connect);

        with("rockpool.secret-key=" + key(3), node -> {
            TestClient admin = TestClient.administrator(node.port(), node.bean(Database.class));
            JsonNode status = gateway(admin).path("status");
            assertThat(status.at("/problem/kind").asString()).isEqualTo("credential_unreadable");
            assertThat(status.at("/problem/sentence").asString()).contains("ROCKPOOL_SECRET_KEY_OLD");
            assertThat(gateway(admin).path("hasCredential").asBoolean()).isTrue();
            assertThat(simulator.turns()).isEmpty();

            admin.patch("/api/gateways/" + gateway, "{\"credential\": \"" + simulator.token() + "\"}");

            assertAnswers(node);
        });
    }

    @Test
    void aKeyFileIsMadeInTheDataFolderAndServesTheNextStart() {
        with("", this::connect);

        assertThat(data.resolve("secret.key")).exists();
        with("", this::assertAnswers);
    }

    @Test
    void anOwnGatewayInAPrivateNetworkIsReachedOnlyWhileThatIsAllowed() {
        String allowed = "rockpool.gateway.own=on rockpool.gateway.private-addresses=on";
        with(allowed, node -> {
            TestClient member = TestClient.member(node.port());
            connect(member);
            String chat = UUID.randomUUID().toString();
            say(member, chat, gateway);
            assertThat(GatewaySuite.answer(member, chat)).isNotBlank();
            assertThat(simulator.turns()).isNotEmpty();
        });
        int turns = simulator.turns().size();

        with("rockpool.gateway.own=on", node -> {
            Database database = node.bean(Database.class);
            TestClient member = TestClient.member(node.port());
            String me = member.get("/api/account").json().path("id").asString();
            database.writer()
                    .sql("update gateway set account_id = :id")
                    .param("id", me)
                    .update();
            node.bean(GatewaySet.class).refresh();
            String chat = UUID.randomUUID().toString();
            say(member, chat, gateway);
            assertThat(GatewaySuite.answer(member, chat)).contains("own gateways may not be in");
            assertThat(member.get("/api/gateways")
                            .json()
                            .get(0)
                            .at("/status/problem/kind")
                            .asString())
                    .isEqualTo("address_not_allowed");
            assertThat(simulator.turns()).hasSize(turns);
        });
    }

    private void connect(TestNode node) {
        connect(TestClient.administrator(node.port(), node.bean(Database.class)));
    }

    private void connect(TestClient who) {
        String form = GatewaySuite.form(simulator.url(), simulator.token());
        gateway = GatewaySuite.id(who.post("/api/gateways", form).json());
    }

    private void assertAnswers(TestNode node) {
        TestClient guest = TestClient.guest(node.port());
        String chat = UUID.randomUUID().toString();
        say(guest, chat, gateway);
        assertThat(GatewaySuite.answer(guest, chat)).isEqualTo("here");
    }

    private static void say(TestClient who, String chat, String gateway) {
        assertThat(GatewaySuite.say(who, chat, gateway + "/main", "/sim text=\"here\"")
                        .status())
                .isEqualTo(202);
    }

    private JsonNode gateway(TestClient admin) {
        return admin.get("/api/gateways")
                .json()
                .valueStream()
                .filter(each -> GatewaySuite.id(each).equals(gateway))
                .findFirst()
                .orElseThrow();
    }

    private String stored() {
        String[] found = new String[1];
        with(
                "rockpool.secret-key=" + key(9),
                node -> found[0] = node.bean(Database.class)
                        .reader()
                        .sql("select credential from gateway")
                        .query(String.class)
                        .single());
        return found[0];
    }

    private void with(String settings, Consumer<TestNode> work) {
        String all = ("rockpool.data=" + data + " " + settings).strip();
        try (TestNode node = TestNode.start(all.split(" "))) {
            work.accept(node);
        }
    }

    private static String key(int filledWith) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filledWith);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
