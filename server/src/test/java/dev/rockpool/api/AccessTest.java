package dev.rockpool.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.storage.Database;
import dev.rockpool.testing.OnSqlite;
import dev.rockpool.testing.RawHttp;
import dev.rockpool.testing.TestClient;
import dev.rockpool.testing.TestClient.Reply;
import dev.rockpool.testing.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
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
import tools.jackson.databind.JsonNode;

/// Who may call what, about which chat: ours, somebody else's, none, a deleted one, or nonsense.
@OnSqlite
@Timeout(60)
class AccessTest {

    @LocalServerPort
    int port;

    @Autowired
    Database database;

    TestClient ada;
    TestClient babbage;
    String adasChat;

    @BeforeEach
    void adaHasAChat() {
        ada = TestClient.guest(port);
        babbage = TestClient.guest(port);
        adasChat = UUID.randomUUID().toString();
        ada.say(adasChat, "private words /sim text=\"private answer\"");
        ada.settledMessages(adasChat);
    }

    static Stream<Arguments> callsAboutAChat() {
        return Stream.of(
                call("read messages", (browser, chat) -> browser.get("/api/messages?chatId=" + chat)),
                call("follow", (browser, chat) -> browser.get("/api/chat/" + chat + "/stream")),
                call("stop", (browser, chat) -> browser.post("/api/chat/" + chat + "/stop", "{}")),
                call("rename", (browser, chat) -> browser.patch("/api/chat/" + chat, "{\"title\": \"Taken\"}")),
                call("delete", (browser, chat) -> browser.delete("/api/chat?id=" + chat)),
                call("ask again", TestClient::retry),
                call("edit what waits", (browser, chat) -> browser.patch(queued(chat), "{\"text\": \"Taken\"}")),
                call("take out what waits", (browser, chat) -> browser.delete(queued(chat))),
                call("send now", (browser, chat) -> browser.post(queued(chat) + "/now", "{}")),
                call(
                        "turn to a branch",
                        (browser, chat) -> browser.post("/api/chat/" + chat + "/branch", "{\"branch\": 1}")),
                call("fork", (browser, chat) -> browser.post("/api/chat/" + chat + "/fork", "{}")),
                call("share", (browser, chat) -> browser.post("/api/chat/" + chat + "/share", "{}")),
                call("take the link back", (browser, chat) -> browser.delete("/api/chat/" + chat + "/share")),
                call("see whether it is shared", (browser, chat) -> browser.get("/api/chat/" + chat + "/share")),
                call("see the votes", (browser, chat) -> browser.get("/api/vote?chatId=" + chat)),
                call(
                        "vote",
                        (browser, chat) -> browser.patch(
                                "/api/vote",
                                "{\"chatId\": \"%s\", \"messageId\": \"message-1\", \"type\": \"up\"}"
                                        .formatted(chat))),
                call("page before", (browser, chat) -> browser.get("/api/history?ending_before=" + chat)),
                call("page after", (browser, chat) -> browser.get("/api/history?starting_after=" + chat)));
    }

    private static String queued(String chat) {
        return "/api/chat/" + chat + "/queue/00000000-0000-4000-8000-000000000000";
    }

    private static Arguments call(String name, BiFunction<TestClient, String, Reply> call) {
        return Arguments.argumentSet(name, call);
    }

    @ParameterizedTest
    @MethodSource("callsAboutAChat")
    void somebodyElsesChatIsForbiddenAndUntouched(BiFunction<TestClient, String, Reply> call) {
        JsonNode before = ada.settledMessages(adasChat);

        Reply reply = call.apply(babbage, adasChat);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("forbidden:chat");
        assertThat(reply.body()).doesNotContain("private");
        assertThat(ada.settledMessages(adasChat)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("callsAboutAChat")
    void anUnknownChatIsNotFound(BiFunction<TestClient, String, Reply> call) {
        Reply reply = call.apply(ada, UUID.randomUUID().toString());

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("not_found:chat");
        assertThat(reply.message()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("callsAboutAChat")
    void aDeletedChatIsGoneForItsOwnerAndForOthers(BiFunction<TestClient, String, Reply> call) {
        assertThat(ada.delete("/api/chat?id=" + adasChat).status()).isEqualTo(200);

        assertThat(call.apply(ada, adasChat).code()).isEqualTo("gone:chat");
        assertThat(call.apply(babbage, adasChat).status()).isEqualTo(410);
    }

    @ParameterizedTest
    @MethodSource("callsAboutAChat")
    void anIdInUpperCaseOrOfAnotherFormIsRefused(BiFunction<TestClient, String, Reply> call) {
        for (String id :
                new String[] {adasChat.toUpperCase(Locale.ROOT), "main", "webchat-" + adasChat, "%27%20or%201"}) {
            Reply reply = call.apply(ada, id);
            assertThat(reply.status()).as(id).isEqualTo(400);
            assertThat(reply.message()).contains("lower case");
        }
    }

    @ParameterizedTest
    @MethodSource("callsAboutAChat")
    void aBrowserWithoutAnAccountIsUnauthorized(BiFunction<TestClient, String, Reply> call) {
        Reply reply = call.apply(TestClient.stranger(port), adasChat);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("unauthorized:chat");
    }

    @Test
    void aMessageToSomebodyElsesChatNeverReachesItsSession() {
        Reply reply = babbage.say(adasChat, "what did she say?");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(TestGateway.turns("main", "webchat-" + adasChat)).hasSize(1);
        assertThat(ada.settledMessages(adasChat)).hasSize(2);
    }

    @Test
    void aMessageOfSomebodyElsesChatIsNeitherEditedNorAnsweredAgain() {
        JsonNode before = ada.settledMessages(adasChat);
        String question = before.get(0).at("/id").asString();
        String answer = before.get(1).at("/id").asString();

        Reply edited = babbage.postForJson("/api/chat", """
                {"id": "%s", "messageId": "%s", "message": {"id": "%s", "role": "user",
                 "parts": [{"type": "text", "text": "mine"}]}}""".formatted(adasChat, question, UUID.randomUUID()));
        Reply again = babbage.postForJson("/api/chat", """
                {"id": "%s", "trigger": "regenerate-message", "messageId": "%s"}""".formatted(adasChat, answer));

        assertThat(edited.code()).isEqualTo("forbidden:chat");
        assertThat(again.code()).isEqualTo("forbidden:chat");
        assertThat(ada.settledMessages(adasChat)).isEqualTo(before);
    }

    @Test
    void aMessageOfAnotherChatOfOnesOwnIsNotEditedHere() {
        String other = UUID.randomUUID().toString();
        ada.say(other, "elsewhere /sim text=\"there\"");
        String elsewhere = ada.settledMessages(other).get(0).at("/id").asString();

        Reply edited = ada.postForJson("/api/chat", """
                {"id": "%s", "messageId": "%s", "message": {"id": "%s", "role": "user",
                 "parts": [{"type": "text", "text": "here"}]}}""".formatted(adasChat, elsewhere, UUID.randomUUID()));

        assertThat(edited.status()).isEqualTo(400);
        assertThat(edited.json().at("/cause").asString()).isEqualTo("messageId");
        assertThat(ada.settledMessages(adasChat)).hasSize(2);
    }

    @Test
    void historyListsOnlyOnesOwnChats() {
        assertThat(ada.get("/api/history").json().at("/chats")).hasSize(1);
        assertThat(babbage.get("/api/history").json().at("/chats")).isEmpty();
    }

    @Test
    void aCookieOnesOwnHandSignedIsWorthNothing() {
        TestClient forger = TestClient.stranger(port);

        Reply reply = forger.send(forger.request("/api/history")
                .header("Cookie", "rockpool-account=" + UUID.randomUUID() + ".c2lnbmVkLWJ5LW1l"));

        assertThat(reply.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/chat/00000000-0000-4000-8000-000000000000", "/api/history", "/api/models", "/v3/api-docs"
            })
    void aForeignHostNameIsNotAnswered(String path) throws Exception {
        String response =
                RawHttp.send(port, "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 421")
                .contains("ROCKPOOL_PUBLIC_URL")
                .doesNotContain("Set-Cookie");
    }

    @Test
    void ownHostNamesAreAnsweredWithAnyPort() throws Exception {
        for (String host : new String[] {"localhost", "127.0.0.1:" + port, "LOCALHOST:1", "[::1]:" + port}) {
            assertThat(RawHttp.send(
                            port, "GET /api/models HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .doesNotStartWith("HTTP/1.1 421");
        }
    }

    static Stream<Arguments> marksOfAnotherSite() {
        return Stream.of(
                Arguments.of("Origin", "https://evil.example"),
                Arguments.of("Origin", "null"),
                Arguments.of("Origin", "http://127.0.0.1:1"),
                Arguments.of("Sec-Fetch-Site", "cross-site"),
                Arguments.of("Sec-Fetch-Site", "same-site"));
    }

    @ParameterizedTest
    @MethodSource("marksOfAnotherSite")
    void aChangeThatAnotherSiteAsksForIsRefused(String header, String value) {
        String fresh = UUID.randomUUID().toString();

        Reply reply = ada.send(ada.request("/api/chat")
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(BodyPublishers.ofString(
                        TestClient.message(fresh, UUID.randomUUID().toString(), "pay me", "main"))));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(ada.get("/api/messages?chatId=" + fresh).status()).isEqualTo(404);
        assertThat(TestGateway.turns("main", "webchat-" + fresh)).isEmpty();
    }

    @Test
    void aFormOfAnotherSiteCannotPassForJson() {
        Reply reply = ada.send(ada.request("/api/chat")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(TestClient.message(
                        UUID.randomUUID().toString(), UUID.randomUUID().toString(), "pay me", "main"))));

        assertThat(reply.status()).isEqualTo(415);
    }

    @Test
    void metricsAreForTheMachineItself() {
        assertThat(ada.get("/actuator/prometheus").status()).isEqualTo(200);

        Reply throughAProxy = ada.send(ada.request("/actuator/prometheus").header("X-Forwarded-For", "203.0.113.7"));

        assertThat(throughAProxy.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/%70rometheus",
                "/%61ctuator/prometheus",
                "/actuator;a=b/prometheus",
                "/actuator/prometheus;a=b",
                "//actuator/prometheus",
                "/x/../actuator/prometheus"
            })
    void metricsSpeltOtherwiseAreForTheMachineItselfToo(String path) throws Exception {
        String response = RawHttp.send(
                port,
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.7\r\n"
                        + "Connection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 403").doesNotContain("# HELP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/../../api/models", "/actuator/health;/../../api/models"})
    void aForeignHostNameCannotPassForAHealthCheck(String path) throws Exception {
        String response =
                RawHttp.send(port, "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 421");
    }

    @Test
    void anOriginWithoutAHostToCompareItWithIsForeign() throws Exception {
        String response = RawHttp.send(
                port, "POST /actuator/health HTTP/1.0\r\nOrigin: http://localhost\r\nContent-Length: 0\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 403").contains("another site");
    }
}
