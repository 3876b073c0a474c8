package dev.rockpool.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rockpool.e2e.product.ApiClient;
import dev.rockpool.e2e.product.ChatMessage;
import dev.rockpool.e2e.product.Reply;
import dev.rockpool.e2e.product.RockpoolServer;
import dev.rockpool.e2e.product.StoredData;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody reaches a chat, or a session at the gateway, that is not theirs: every such call is refused,
/// changes nothing and never arrives at the gateway.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ForgeryIT {

    private GatewaySimulator gateway;
    private RockpoolServer server;
    private ApiClient owner;
    private ApiClient intruder;
    private ApiClient stranger;
    private String chat;
    private String deleted;

    @BeforeAll
    void start() {
        gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT));
        server = RockpoolServer.start(gateway.url(), gateway.token());
        owner = ApiClient.guest(server.url());
        intruder = ApiClient.guest(server.url());
        stranger = ApiClient.stranger(server.url());
        chat = settledChat(owner, "The owner's chat");
        deleted = settledChat(owner, "A chat to delete");
        settledChat(intruder, "The intruder's own chat");
        assertThat(owner.deleteChat(deleted).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gateway.sessions().stream().noneMatch(key -> key.contains(deleted)));
    }

    /// A chat whose answer and title have ended, so that nothing of it changes any more.
    private static String settledChat(ApiClient person, String message) {
        String id = ApiClient.newId();
        assertThat(person.ask(id, "main", message).status()).isEqualTo("finished");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !person.chat(id).path("titlePending").asBoolean());
        return id;
    }

    @AfterAll
    void stop() {
        stranger.close();
        intruder.close();
        owner.close();
        server.close();
        gateway.close();
    }

    /// Every call that names a chat.
    private static final Map<String, Call> CALLS = calls();

    private interface Call {
        Reply by(ApiClient person, String chat);
    }

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("send", (person, id) -> person.say(id, "main", "Let me in"));
        calls.put("retry", (person, id) -> person.retry(id, ApiClient.newId()));
        calls.put("follow", (person, id) -> person.get("/api/chat/" + id + "/stream"));
        calls.put("stop", ApiClient::stop);
        calls.put("read", (person, id) -> person.get("/api/messages?chatId=" + id));
        calls.put("rename", (person, id) -> person.patch("/api/chat/" + id, Map.of("title", "Mine now")));
        calls.put("delete", ApiClient::deleteChat);
        return calls;
    }

    static Stream<String> everyCall() {
        return CALLS.keySet().stream();
    }

    static Stream<String> everyCallOnAnExistingChat() {
        return CALLS.keySet().stream().filter(call -> !call.equals("send"));
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void somebodyElsesChatIsForbidden(String call) {
        assertRefused(() -> on(call, intruder, chat), 403, "forbidden:chat");
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void aDeletedChatIsGoneForItsOwner(String call) {
        assertRefused(() -> on(call, owner, deleted), 410, "gone:chat");
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void aDeletedChatIsGoneForEverybodyElse(String call) {
        assertRefused(() -> on(call, intruder, deleted), 410, "gone:chat");
    }

    @ParameterizedTest
    @MethodSource("everyCallOnAnExistingChat")
    void aChatThatNeverWasIsNotFound(String call) {
        assertRefused(() -> on(call, owner, ApiClient.newId()), 404, "not_found:chat");
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void whoHasNoAccountIsRefused(String call) {
        assertRefused(() -> on(call, stranger, chat), 401, "unauthorized:chat");
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void anUpperCaseIdIsRefusedAndNotTakenForItsLowerCaseTwin(String call) {
        assertRefused(() -> on(call, owner, chat.toUpperCase(Locale.ROOT)), 400, "bad_request:api");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "main",
                "webchat-1",
                "123e4567-e89b-12d3-a456-42661417400",
                "123e4567-e89b-12d3-a456-4266141740000",
                "{123e4567-e89b-12d3-a456-426614174000}",
                "123e4567e89b12d3a456426614174000",
                "agent:main:webchat-1",
                "../../etc/passwd",
                "123e4567-e89b-12d3-a456-426614174000-2",
                "123e4567-e89b-12d3-a456-426614174000\\u0000",
                "123e4567-e89b-12d3-a456-426614174000 ",
                "१२३e4567-e89b-12d3-a456-426614174000",
            })
    void aMalformedIdIsRefused(String id) {
        assertRefused(
                () -> owner.call("POST", "/api/chat", """
                        {"id":"%s","message":{"id":"%s","role":"user","parts":[{"type":"text","text":"Hi"}]},
                         "selectedChatModel":"main","selectedVisibilityType":"private"}""".formatted(id, ApiClient.newId())), 400, "bad_request:api");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0"
            })
    void aForeignHostNameIsServedNothing(String host) {
        for (String path : List.of("/", "/chat/" + chat, "/api/history", "/api/messages?chatId=" + chat)) {
            assertRefused(() -> owner.call("GET", path, "", "Host", host), 421, "");
        }
        assertRefused(() -> send(owner, "Host", host), 421, "");
    }

    @Test
    void theServersOwnNamesAreServed() {
        for (String host :
                List.of("localhost:" + server.port(), "127.0.0.1:" + server.port(), "[::1]:" + server.port())) {
            assertThat(owner.call("GET", "/api/history", "", "Host", host).status())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    static Stream<Map<String, String>> callsFromAnotherSite() {
        return Stream.of(
                Map.of("Origin", "https://evil.example"),
                Map.of("Origin", "null"),
                Map.of("Origin", "http://127.0.0.1:1"),
                Map.of("Origin", "http://localhost.evil.example"),
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"));
    }

    @ParameterizedTest
    @MethodSource("callsFromAnotherSite")
    void aCallFromAnotherSiteChangesNothing(Map<String, String> headers) {
        String[] names = headers.entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
        assertRefused(() -> send(owner, names), 403, "");
        assertRefused(() -> owner.call("POST", "/api/chat/" + chat + "/stop", "", names), 403, "");
        assertRefused(() -> owner.call("PATCH", "/api/chat/" + chat, "{\"title\":\"Theirs\"}", names), 403, "");
        assertRefused(() -> owner.call("DELETE", "/api/chat?id=" + chat, "", names), 403, "");
        assertRefused(() -> owner.call("DELETE", "/api/history", "", names), 403, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void aBodyAnyFormCouldSendIsRefused(String type) {
        assertRefused(() -> send(owner, "Content-Type", type), 415, "");
    }

    @Test
    void aCallFromTheServersOwnPageIsTaken() {
        String own = server.url();
        assertThat(owner.call(
                                "PATCH",
                                "/api/chat/" + chat,
                                "{\"pinned\":true}",
                                "Origin",
                                own,
                                "Sec-Fetch-Site",
                                "same-origin")
                        .status())
                .isEqualTo(200);
        assertThat(owner.call("PATCH", "/api/chat/" + chat, "{\"pinned\":false}", "Sec-Fetch-Site", "none")
                        .status())
                .isEqualTo(200);
    }

    static Stream<Map<String, Object>> attemptsToChooseTheSession() {
        return Stream.of(
                        "openclawSessionKey",
                        "sessionKey",
                        "session_key",
                        "openclaw_session_key",
                        "session",
                        "user",
                        "model")
                .flatMap(name -> Stream.of(Map.of(name, "main"), Map.of(name, "webchat-victim")));
    }

    @ParameterizedTest
    @MethodSource("attemptsToChooseTheSession")
    void aSessionKeyIsNeverTakenFromABrowser(Map<String, Object> attempt) {
        String id = ApiClient.newId();
        Map<String, Object> body = new HashMap<>(ApiClient.message(id, ApiClient.newId(), "main", "Which session?"));
        body.putAll(attempt);

        Reply reply =
                owner.call("POST", "/api/chat", ApiClient.json(body), "x-openclaw-session-key", "agent:main:main");

        assertThat(reply.status()).as(reply.toString()).isIn(202, 400);
        if (reply.status() == 202) {
            owner.awaitIdle(id);
            assertThat(owner.chat(id).path("openclawSessionKey").asString()).isEqualTo("webchat-" + id);
            assertThat(turnsAbout(id)).hasSize(1);
        }
        assertThat(gateway.sessions())
                .allMatch(key -> key.startsWith("agent:main:webchat-"))
                .noneMatch(key -> key.contains("victim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openclawSessionKey", "sessionKey", "id", "accountId", "agentId"})
    void aChatsSessionAndOwnerCannotBeChanged(String field) {
        assertRefused(() -> owner.patch("/api/chat/" + chat, Map.of(field, "webchat-victim")), 400, "bad_request:api");
    }

    @Test
    void anAccountsCookieCannotBeForged() {
        String cookie = newCookie();
        cookie = cookie.substring(0, cookie.indexOf(';'));
        assertThat(stranger.call("GET", "/api/history", "", "Cookie", cookie).status())
                .isEqualTo(200);
        for (Function<String, String> forgery : forgeries()) {
            Reply reply = stranger.call("GET", "/api/history", "", "Cookie", forgery.apply(cookie));
            assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        }
    }

    private static List<Function<String, String>> forgeries() {
        return List.of(
                cookie -> cookie.substring(0, cookie.length() - 1),
                cookie -> cookie + "A",
                cookie -> cookie.replaceFirst("\\..*", ""),
                cookie -> cookie.replaceFirst("\\..*", "."),
                cookie -> cookie.replaceFirst("=.", "=z"),
                cookie -> cookie.replaceFirst("=.*", "="),
                cookie -> cookie.replaceFirst("=.*", "=" + ApiClient.newId()));
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        assertThat(newCookie()).contains("HttpOnly", "SameSite=Lax");
    }

    private String newCookie() {
        try (ApiClient newcomer = ApiClient.stranger(server.url())) {
            return newcomer.get("/").headers().firstValue("set-cookie").orElseThrow();
        }
    }

    @Test
    void nothingTheServerSaysHoldsTheGatewaysToken() {
        for (String path :
                List.of("/", "/api/models", "/api/history", "/api/messages?chatId=" + chat, "/v3/api-docs")) {
            assertThat(owner.get(path).body()).as(path).doesNotContain(gateway.token());
        }
        assertThat(server.output()).doesNotContain(gateway.token());
    }

    private Reply send(ApiClient person, String... headers) {
        return person.call(
                "POST",
                "/api/chat",
                ApiClient.json(ApiClient.message(chat, ApiClient.newId(), "main", "Forged")),
                headers);
    }

    private static Reply on(String call, ApiClient person, String id) {
        Call named = CALLS.get(call);
        if (named == null) {
            throw new IllegalArgumentException(call);
        }
        return named.by(person, id);
    }

    private List<SimulatedTurn> turnsAbout(String id) {
        return gateway.turns().stream()
                .filter(turn -> turn.sessionKey().equals("agent:main:webchat-" + id))
                .toList();
    }

    private void assertRefused(Supplier<Reply> call, int status, String code) {
        StoredData before = StoredData.read(server);
        int turns = gateway.turns().size();
        List<String> sessions = gateway.sessions().stream().sorted().toList();

        Reply reply = call.get();

        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        if (!code.isEmpty()) {
            assertThat(reply.code()).isEqualTo(code);
            assertThat(reply.message()).isNotBlank();
        }
        assertThat(StoredData.read(server)).isEqualTo(before);
        assertThat(gateway.turns()).hasSize(turns);
        assertThat(gateway.sessions().stream().sorted().toList()).isEqualTo(sessions);
        assertThat(owner.messages(chat)).extracting(ChatMessage::role).containsExactly("user", "assistant");
    }
}
