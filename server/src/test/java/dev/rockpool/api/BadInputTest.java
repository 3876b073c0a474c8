package dev.rockpool.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.OnSqlite;
import dev.rockpool.testing.RawHttp;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Bodies that cannot be taken: each is refused in one sentence that names what is wrong, and changes
/// nothing.
@OnSqlite
@Timeout(60)
class BadInputTest {

    private static final String CHAT = "3f8c2a1e-1111-4222-8333-444455556666";
    private static final String MESSAGE = "7d9e0b42-1111-4222-8333-444455556666";

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient ada;

    @BeforeEach
    void openThePage() {
        ada = TestClient.guest(port);
    }

    static Stream<Arguments> badBodies() {
        String parts = "[{\"type\": \"text\", \"text\": \"hi\"}]";
        return Stream.of(
                bad("body", "{\"id\": "),
                bad("body", "[]"),
                bad("body", "\"text\""),
                bad("id", "{}"),
                bad("id", "{\"id\": 7}"),
                bad("id", "{\"id\": \"main\"}"),
                bad("message", "{\"id\": \"%s\"}".formatted(CHAT)),
                bad("message", "{\"id\": \"%s\", \"message\": \"hi\"}".formatted(CHAT)),
                bad("message.id", body("\"role\": \"user\", \"parts\": " + parts)),
                bad("message.id", body("\"id\": \"not-a-uuid\", \"role\": \"user\", \"parts\": " + parts)),
                bad("message.role", body("\"id\": \"%s\", \"parts\": %s".formatted(MESSAGE, parts))),
                bad(
                        "message.role",
                        body("\"id\": \"%s\", \"role\": \"system\", \"parts\": %s".formatted(MESSAGE, parts))),
                bad("message.parts", user("\"parts\": null")),
                bad("message.parts", user("\"parts\": []")),
                bad("message.parts.url", user("\"parts\": [{\"type\": \"file\", \"url\": \"data:,x\"}]")),
                bad("message.parts.url", user("\"parts\": [{\"type\": \"file\"}]")),
                bad("message.parts", user("\"parts\": [{\"type\": \"image\", \"url\": \"data:,x\"}]")),
                bad("message.parts", user("\"parts\": [{\"type\": \"text\", \"text\": \"  \"}]")),
                bad("message.parts.text", user("\"parts\": [{\"type\": \"text\", \"text\": 7}]")),
                bad("messages", "{\"id\": \"%s\", \"messages\": []}".formatted(CHAT)),
                bad("trigger", "{\"id\": \"%s\", \"trigger\": \"explode\"}".formatted(CHAT)),
                bad("messageId", with("\"messageId\": \"no\"")),
                bad("messageId", with("\"messageId\": 7")),
                bad("message.id", with("\"messageId\": \"%s\"".formatted(MESSAGE))),
                bad(
                        "messageId",
                        "{\"id\": \"%s\", \"trigger\": \"regenerate-message\", \"messageId\": \"x\"}".formatted(CHAT)),
                bad("selectedChatModel", with("\"selectedChatModel\": \"nobody\"")),
                bad("selectedChatModel", with("\"selectedChatModel\": \"../../etc\"")),
                bad("selectedVisibilityType", with("\"selectedVisibilityType\": \"everyone\"")),
                bad("selectedVisibilityType", with("\"selectedVisibilityType\": \"public\"")));
    }

    private static Arguments bad(String field, String body) {
        return Arguments.of(field, body);
    }

    private static String body(String message) {
        return "{\"id\": \"%s\", \"message\": {%s}}".formatted(CHAT, message);
    }

    private static String user(String rest) {
        return body("\"id\": \"%s\", \"role\": \"user\", %s".formatted(MESSAGE, rest));
    }

    private static String with(String setting) {
        return """
                {"id": "%s", %s, "message": {"id": "%s", "role": "user", "parts": [{"type": "text", "text": "hi"}]}}""".formatted(CHAT, setting, MESSAGE);
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void aBadBodyIsRefusedNamingTheFieldAndNothingIsStored(String field, String body) {
        Reply reply = ada.post("/api/chat", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("bad_request:api");
        assertThat(reply.json().at("/cause").asString()).isEqualTo(field);
        assertThat(reply.message()).endsWith(".").hasSizeLessThan(200);
        assertNothingStored();
    }

    @Test
    void aMessageOfTenMegabytesIsTooLarge() {
        Reply reply = ada.post("/api/chat", TestClient.message(CHAT, MESSAGE, "x".repeat(10_000_000), "main"));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.message()).contains("1024 KB");
        assertNothingStored();
    }

    @Test
    void aTooLargeMessageIsNoticedAlsoWhenItsLengthWasNotTold() {
        byte[] body =
                TestClient.message(CHAT, MESSAGE, "x".repeat(2_000_000), "main").getBytes(StandardCharsets.UTF_8);

        Reply reply = ada.send(ada.request("/api/chat")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("too_large:chat");
        assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"title\": \"\"}",
                "{\"title\": 7}",
                "{\"pinned\": \"yes\"}",
                "{\"visibility\": \"public\"}",
                "{\"visibility\": {}}",
                "{\"visibility\": [\"private\"]}",
                "{\"openclawSessionKey\": \"main\"}",
                "{\"accountId\": \"x\"}"
            })
    void aBadChangeIsRefusedAndChangesNothing(String change) {
        String chat = UUID.randomUUID().toString();
        ada.say(chat, "hello /sim text=\"hi\"");
        ada.settledMessages(chat);
        String before = ada.get("/api/messages?chatId=" + chat)
                .json()
                .at("/chat/openclawSessionKey")
                .asString();

        Reply reply = ada.patch("/api/chat/" + chat, change);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).endsWith(".");
        assertThat(ada.get("/api/messages?chatId=" + chat)
                        .json()
                        .at("/chat/openclawSessionKey")
                        .asString())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "branch []",
                "branch {}",
                "branch {\"branch\": \"1\"}",
                "branch {\"branch\": 0}",
                "branch {\"branch\": 2}",
                "branch {\"branch\": 1.5}",
                "branch {\"branch\": 99999999999}",
                "fork []",
                "fork {\"messageId\": 7}",
                "fork {\"messageId\": \"x\"}",
                "fork {\"messageId\": \"7d9e0b42-9999-4222-8333-444455556666\"}",
                "fork {\"selectedChatModel\": \"nobody\"}",
                "fork {\"selectedChatModel\": \"../../etc\"}"
            })
    void aBadBranchOrForkIsRefusedNamingTheFieldAndChangesNothing(String call) {
        String chat = UUID.randomUUID().toString();
        ada.say(chat, "hello /sim text=\"hi\"");
        ada.settledMessages(chat);
        String[] words = call.split(" ", 2);

        Reply reply = ada.post("/api/chat/" + chat + "/" + words[0], words[1]);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/cause").asString()).isNotEmpty();
        assertThat(reply.message()).endsWith(".");
        assertThat(ada.get("/api/history").json().at("/chats")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1000", "limit=many", "starting_after=x", "ending_before=X"})
    void aBadPageIsRefused(String query) {
        assertThat(ada.get("/api/history?" + query).code()).isEqualTo("bad_request:api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%ff%fe"})
    void aParameterThatCannotBeDecodedIsRefused(String chatId) throws Exception {
        String cookie = Objects.requireNonNull(
                        TestClient.stranger(port).get("/").headers().get("set-cookie"))
                .getFirst();

        String response = RawHttp.send(
                port,
                "GET /api/messages?chatId=" + chatId + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie
                        + "\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400").contains("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x"})
    void aBodyOfAnotherKindIsRefusedUnread(String contentType) {
        for (String method : new String[] {"POST", "PATCH"}) {
            String path = method.equals("POST") ? "/api/chat" : "/api/chat/" + CHAT;
            Reply reply = ada.send(ada.request(path)
                    .header("Content-Type", contentType)
                    .method(method, BodyPublishers.ofString("title=%zz")));

            assertThat(reply.status()).as(method).isEqualTo(415);
            assertThat(reply.code()).isEqualTo("unsupported:api");
        }
    }

    @Test
    void callsThatDoNotExistSaySoInJson() {
        assertThat(ada.get("/api/nothing").code()).isEqualTo("not_found:api");
        assertThat(ada.get("/api/chat/" + CHAT + "/stop").status()).isEqualTo(405);
        assertThat(ada.get("/api/messages").message()).contains("'chatId' is missing");
    }

    private void assertNothingStored() {
        assertThat(ada.get("/api/messages?chatId=" + CHAT).status()).isEqualTo(404);
        assertThat(database.reader()
                        .sql("select count(*) from message where id = ?")
                        .param(MESSAGE)
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
