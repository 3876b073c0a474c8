package dev.rockpool.testing;

import dev.rockpool.storage.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser without a screen: keeps its cookie and calls the API as our page does.
public final class TestClient {

    /// The password of everybody who registers here.
    public static final String PASSWORD = "a tide pool at noon";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final CookieManager cookies;
    private final HttpClient http;
    private final URI server;

    private TestClient(CookieManager cookies, URI server) {
        this.cookies = cookies;
        this.http = HttpClient.newBuilder().cookieHandler(cookies).build();
        this.server = server;
    }

    /// A browser that has opened the start page and so has an account.
    public static TestClient guest(int port) {
        TestClient client = stranger(port);
        client.get("/");
        return client;
    }

    /// A browser that has not been here before.
    public static TestClient stranger(int port) {
        return new TestClient(new CookieManager(), address(port));
    }

    /// A browser of somebody new who has registered and is no administrator.
    public static TestClient member(int port) {
        if (stranger(port).get("/api/sign-in").json().at("/first").asBoolean()) {
            stranger(port).register("first-" + UUID.randomUUID() + "@example.com");
        }
        TestClient client = stranger(port);
        client.register("member-" + UUID.randomUUID() + "@example.com");
        return client;
    }

    /// A browser of somebody new who has registered and is an administrator.
    public static TestClient administrator(int port, Database database) {
        TestClient client = member(port);
        database.inTransaction(() -> {
            database.writer()
                    .sql("update account set role = 'administrator' where id = :id")
                    .param("id", client.account())
                    .update();
        });
        return client;
    }

    /// Registers with an e-mail and [#PASSWORD].
    public Reply register(String email) {
        return register(email, null);
    }

    /// Registers with an invitation or a setup code.
    public Reply register(String email, @Nullable String invitation) {
        return post(
                "/api/account",
                JSON.writeValueAsString(
                        invitation == null
                                ? Map.of("email", email, "password", PASSWORD)
                                : Map.of("email", email, "password", PASSWORD, "invitation", invitation)));
    }

    public Reply signIn(String email) {
        return signIn(email, PASSWORD);
    }

    public Reply signIn(String email, String password) {
        return post("/api/sign-in", JSON.writeValueAsString(Map.of("email", email, "password", password)));
    }

    /// The e-mail of this browser's account.
    public String email() {
        return get("/api/account").json().at("/email").asString();
    }

    /// A browser that has not been here before, calling the same server.
    public TestClient elsewhere() {
        return new TestClient(new CookieManager(), server);
    }

    /// The same browser, calling another server.
    public TestClient at(int port) {
        return new TestClient(cookies, address(port));
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// What came back.
    public record Reply(int status, String body, Map<String, List<String>> headers) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String code() {
            return json().path("code").asString("");
        }

        public String message() {
            return json().path("message").asString("");
        }

        /// The first header of that name, in lower case; empty when there is none.
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        /// The chunks of a UI message stream, without its `[DONE]`.
        public List<JsonNode> chunks() {
            return body.lines()
                    .filter(line -> line.startsWith("data: {"))
                    .map(line -> (JsonNode) JSON.readTree(line.substring("data: ".length())))
                    .toList();
        }
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply delete(String path) {
        return send(request(path).DELETE());
    }

    public Reply post(String path, String body) {
        return send(json(path).POST(BodyPublishers.ofString(body)));
    }

    /// Posts and wants one JSON answer rather than a stream.
    public Reply postForJson(String path, String body) {
        return send(json(path).header("Accept", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /// Sends a file, as the page does before the message it belongs to.
    public Reply upload(String name, String mediaType, byte[] bytes) {
        return send(request("/api/files?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofByteArray(bytes)));
    }

    /// Sends a message with files, and is told the run.
    ///
    /// @param text may be empty
    public Reply sayWith(String chat, String messageId, String text, List<String> files) {
        List<Map<String, String>> parts = Stream.concat(
                        files.stream().map(file -> Map.of("type", "file", "url", "/api/files/" + file)),
                        Stream.of(text)
                                .filter(words -> !words.isEmpty())
                                .map(words -> Map.of("type", "text", "text", words)))
                .toList();
        return postForJson(
                "/api/chat",
                JSON.writeValueAsString(
                        Map.of("id", chat, "message", Map.of("id", messageId, "role", "user", "parts", parts))));
    }

    public Reply put(String path, String body) {
        return send(json(path).PUT(BodyPublishers.ofString(body)));
    }

    public Reply delete(String path, String body) {
        return send(json(path).method("DELETE", BodyPublishers.ofString(body)));
    }

    public Reply patch(String path, String body) {
        return send(json(path).method("PATCH", BodyPublishers.ofString(body)));
    }

    /// Sends a message as our page does, and is told the run.
    public Reply say(String chat, String text) {
        return say(chat, UUID.randomUUID().toString(), text);
    }

    public Reply say(String chat, String messageId, String text) {
        return postForJson("/api/chat", message(chat, messageId, text, "main"));
    }

    /// Sends a message as an AI SDK client does, and reads the whole stream.
    public Reply converse(String chat, String text) {
        return post("/api/chat", message(chat, UUID.randomUUID().toString(), text, "main"));
    }

    /// Asks again for the chat's last answer.
    public Reply retry(String chat) {
        return postForJson("/api/chat", """
                {"id": "%s", "trigger": "regenerate-message"}""".formatted(chat));
    }

    public static String message(String chat, String messageId, String text, String agent) {
        return JSON.writeValueAsString(Map.of(
                "id",
                chat,
                "message",
                Map.of("id", messageId, "role", "user", "parts", List.of(Map.of("type", "text", "text", text))),
                "selectedChatModel",
                agent,
                "selectedVisibilityType",
                "private"));
    }

    /// The messages of a chat once nothing runs in it any more.
    public JsonNode settledMessages(String chat) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> get("/api/messages?chatId=" + chat).json(),
                        conversation -> conversation.path("run").isNull())
                .path("messages");
    }

    /// Opens the live channel as our page does.
    public TestLive live() {
        return TestLive.open(http.newWebSocketBuilder(), server, true);
    }

    /// Opens the live channel and answers nothing there.
    public TestLive silentLive() {
        return TestLive.open(http.newWebSocketBuilder(), server, false);
    }

    /// The cookie that says who this browser is, as a `Cookie` header has it.
    public String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::toString)
                .collect(Collectors.joining("; "));
    }

    /// The account of this browser.
    public String account() {
        return get("/api/account").json().at("/id").asString();
    }

    /// The names of the cookies this browser has.
    public List<String> cookieNames() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getName)
                .toList();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
