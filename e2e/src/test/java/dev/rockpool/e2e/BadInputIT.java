package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.product.StoredData;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server cannot take it answers with the right status and one clear sentence, and changes
/// nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class BadInputIT {

    private static final String GOOD = """
            {"id":"CHAT","message":{"id":"MESSAGE","role":"user","parts":[{"type":"text","text":"Hello"}]},\
            "selectedChatModel":"main","selectedVisibilityType":"private"}""";

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient person;
    private String chat;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops"));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        person = ApiClient.guest(server.url());
        chat = ApiClient.newId();
        person.ask(chat, "main", "A chat that is there");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !person.chat(chat).path("titlePending").asBoolean());
    }

    @AfterAll
    void stop() {
        person.close();
        server.close();
        gateway.close();
    }

    @Test
    void theBodyTheseTestsBreakIsGood() {
        StoredData before = StoredData.read(server);
        int turns = gateway.turns().size();
        String id = ApiClient.newId();
        Reply reply = person.call("POST", "/api/chat", GOOD.replace("CHAT", id).replace("MESSAGE", ApiClient.newId()));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        person.awaitIdle(id);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !person.chat(id).path("titlePending").asBoolean());
        assertThat(StoredData.read(server)).isNotEqualTo(before);
        assertThat(gateway.turns()).hasSizeGreaterThan(turns);
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "\"id\":\"CHAT\", ! ~~ ! id",
                "\"id\":\"CHAT\" ! \"id\":null ! id",
                "\"id\":\"CHAT\" ! \"id\":7 ! id",
                "\"id\":\"MESSAGE\", ! ~~ ! message.id",
                "\"id\":\"MESSAGE\" ! \"id\":{} ! message.id",
                "\"id\":\"MESSAGE\" ! \"id\":\"\" ! message.id",
                "\"role\":\"user\", ! ~~ ! message.role",
                "\"role\":\"user\" ! \"role\":\"assistant\" ! message.role",
                "\"role\":\"user\" ! \"role\":\"system\" ! message.role",
                ",\"parts\":[{\"type\":\"text\",\"text\":\"Hello\"}] ! ~~ ! message.parts",
                "[{\"type\":\"text\",\"text\":\"Hello\"}] ! [] ! message.parts",
                "[{\"type\":\"text\",\"text\":\"Hello\"}] ! {} ! message.parts",
                "[{\"type\":\"text\",\"text\":\"Hello\"}] ! [1] ! message.parts",
                "\"text\":\"Hello\" ! \"text\":\"\" ! message.parts",
                "\"text\":\"Hello\" ! \"text\":\" \\n \" ! message.parts",
                "\"text\":\"Hello\" ! \"text\":42 ! message.parts",
                "\"type\":\"text\" ! \"type\":\"hologram\" ! message.parts",
                "\"message\":{\"id\":\"MESSAGE\",\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"Hello\"}]}, ! ~~ ! message",
                "\"selectedChatModel\":\"main\" ! \"selectedChatModel\":\"nobody\" ! selectedChatModel",
                "\"selectedChatModel\":\"main\" ! \"selectedChatModel\":\"Main\" ! selectedChatModel",
                "\"selectedChatModel\":\"main\" ! \"selectedChatModel\":\"ops/../main\" ! selectedChatModel",
                "\"selectedChatModel\":\"main\" ! \"selectedChatModel\":[] ! selectedChatModel",
                "\"selectedVisibilityType\":\"private\" ! \"selectedVisibilityType\":\"secret\" ! selectedVisibilityType",
            })
    void aBodyWithAFieldMissingOrWrongIsRefusedByItsName(String part, String instead, String field) {
        String body =
                GOOD.replace(part, instead).replace("CHAT", ApiClient.newId()).replace("MESSAGE", ApiClient.newId());

        Reply reply = refused(() -> person.call("POST", "/api/chat", body), 400);

        assertThat(reply.code()).isEqualTo("bad_request:api");
        assertThat(reply.message() + reply.json().path("cause").asString("")).contains(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"hello\"",
                "{\"id\":}",
                "{} {}",
                "id=1&message=2",
                "\u0000",
                "{\"id\":\"\\ud800\"}"
            })
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        assertThat(refused(() -> person.call("POST", "/api/chat", body), 400).code())
                .isEqualTo("bad_request:api");
        assertThat(refused(() -> person.call("PATCH", "/api/chat/" + chat, body), 400)
                        .code())
                .isEqualTo("bad_request:api");
    }

    @Test
    void aBodyNestedWithoutEndIsRefused() {
        String body = "[".repeat(200_000);
        refused(() -> person.call("POST", "/api/chat", body), 400);
    }

    @Test
    void aMessageOfTenMegabytesIsTooLarge() {
        String text = "x".repeat(10_000_000);

        Reply reply = refused(() -> person.say(chat, "main", text), 413);

        assertThat(reply.code()).startsWith("too_large:");
    }

    @Test
    void anUnknownAgentIsRefusedAlsoForAChatThatIsThere() {
        refused(() -> person.say(chat, "nobody", "Hello"), 400);
    }

    @Test
    void aRetryOfAnAnswerThatIsNotThereIsRefused() {
        String answer = person.messages(chat).getLast().id();

        assertThat(refused(() -> person.retry(chat, ApiClient.newId())).status())
                .isIn(400, 404, 409);
        assertThat(refused(() -> person.post(
                                "/api/chat", Map.of("id", chat, "trigger", "reverse-time", "messageId", answer)))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/messages, 400",
        "GET, /api/messages?chatId=, 400",
        "GET, /api/messages?chatId=main, 400",
        "GET, /api/history?limit=0, 400",
        "GET, /api/history?limit=-1, 400",
        "GET, /api/history?limit=1000000, 400",
        "GET, /api/history?limit=many, 400",
        "GET, /api/history?ending_before=yesterday, 400",
        "DELETE, /api/chat, 400",
        "DELETE, /api/chat?id=, 400",
        "GET, /api/chat/main/stream, 400",
        "GET, /api/nothing, 404",
        "PUT, /api/chat, 405",
        "GET, /api/chat, 405",
    })
    void aCallThatDoesNotExistOrLacksItsParametersIsRefused(String method, String path, int status) {
        refused(() -> person.call(method, path, ""), status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"\"}",
                "{\"title\":\"   \"}",
                "{\"title\":7}",
                "{\"title\":null}",
                "{\"pinned\":\"yes\"}",
                "{\"archived\":1}",
                "{\"visibility\":\"everyone\"}",
                "{}",
                "{\"colour\":\"red\"}",
            })
    void aChangeThatMakesNoSenseIsRefused(String change) {
        assertThat(refused(() -> person.call("PATCH", "/api/chat/" + chat, change), 400)
                        .code())
                .isEqualTo("bad_request:api");
    }

    private Reply refused(Supplier<Reply> call, int status) {
        Reply reply = refused(call);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        return reply;
    }

    private Reply refused(Supplier<Reply> call) {
        StoredData before = StoredData.read(server);
        int turns = gateway.turns().size();

        Reply reply = call.get();

        assertThat(reply.status()).as(reply.toString()).isBetween(400, 499);
        assertThat(reply.message()).as(reply.toString()).matches("(?s)[^\\n]{10,400}[.!]");
        assertThat(reply.body()).doesNotContain("Exception", "dev.rockpool", "tools.jackson", "org.springframework");
        assertThat(StoredData.read(server)).isEqualTo(before);
        assertThat(gateway.turns()).hasSize(turns);
        return reply;
    }
}
