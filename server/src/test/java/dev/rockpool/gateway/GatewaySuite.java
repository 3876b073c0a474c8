package dev.rockpool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import dev.rockpool.storage.Database;
import dev.rockpool.testing.OddServer;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole server and as many gateways as a test wants, over real HTTP. What a test connects is removed after it,
/// as other tests share the server.
abstract class GatewaySuite {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    @Autowired
    GatewaySet set;

    TestClient admin;
    TestClient guest;
    String chat;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void everybodyComes() {
        admin = TestClient.administrator(port, database);
        guest = TestClient.guest(port);
        chat = UUID.randomUUID().toString();
    }

    @AfterEach
    void removeAll() throws Exception {
        database.writer().sql("delete from gateway").update();
        database.writer().sql("delete from setting where name = 'gateway.own'").update();
        set.refresh();
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    GatewaySimulator simulator(String... agents) {
        return simulator(SimulatorOptions.of(Dialect.CURRENT).withAgents(agents));
    }

    GatewaySimulator simulator(SimulatorOptions options) {
        return use(GatewaySimulator.start(options.withGap(Duration.ofMillis(1))));
    }

    OddServer odd(OddServer server) {
        return use(server);
    }

    private <T extends AutoCloseable> T use(T resource) {
        open.add(resource);
        return resource;
    }

    /// Connects a gateway, with more fields as `name, value, name, value`.
    JsonNode connect(TestClient who, GatewaySimulator simulator, Object... fields) {
        return connect(who, simulator.url(), simulator.token(), fields);
    }

    JsonNode connect(TestClient who, URI url, String token, Object... fields) {
        Reply reply = who.post("/api/gateways", form(url, token, fields));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json();
    }

    static String form(URI url, String token, Object... fields) {
        Map<String, Object> body =
                new LinkedHashMap<>(Map.of("name", "Rack", "url", url.toString(), "credential", token));
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return JsonMapper.shared().writeValueAsString(body);
    }

    static String id(JsonNode gateway) {
        return gateway.path("id").asString();
    }

    Reply change(JsonNode gateway, String body) {
        return admin.patch("/api/gateways/" + id(gateway), body);
    }

    Reply remove(JsonNode gateway) {
        return admin.delete("/api/gateways/" + id(gateway) + "?chats=keep");
    }

    /// Sends a message to an agent by its name; to the chat's own for `null`.
    static Reply say(TestClient who, String chat, @Nullable String agent, String text) {
        String message = TestClient.message(chat, UUID.randomUUID().toString(), text, agent == null ? "" : agent);
        return who.postForJson(
                "/api/chat", agent == null ? message.replace("\"selectedChatModel\":\"\"", "\"x\":0") : message);
    }

    /// What the last answer of the chat is, once it has ended: its text or its failure.
    static String answer(TestClient who, String chat) {
        JsonNode last = last(who, chat);
        String failure = last.at("/metadata/error/message").asString("");
        return failure.isEmpty() ? last.at("/parts/0/text").asString("") : failure;
    }

    static JsonNode last(TestClient who, String chat) {
        JsonNode messages = who.settledMessages(chat);
        return messages.get(messages.size() - 1);
    }

    static List<String> models(TestClient who) {
        return who.get("/api/models")
                .json()
                .path("models")
                .valueStream()
                .map(model -> model.path("id").asString())
                .toList();
    }
}
