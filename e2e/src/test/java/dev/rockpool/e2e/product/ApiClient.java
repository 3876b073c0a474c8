package dev.rockpool.e2e.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One account's view of the server over HTTP: keeps its cookie as a browser does.
public final class ApiClient implements AutoCloseable {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    private static final Duration RUN_LIMIT = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    private final String server;
    private final CookieManager cookies;
    private final HttpClient http;

    private ApiClient(String server, CookieManager cookies) {
        this.server = server;
        this.cookies = cookies;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /// A caller that has not been here before and has no cookie.
    public static ApiClient stranger(String server) {
        return new ApiClient(server, new CookieManager());
    }

    /// A caller that has opened the page, and so has a guest account of its own.
    public static ApiClient guest(String server) {
        ApiClient client = stranger(server);
        Reply page = client.get("/");
        if (page.status() != 200) {
            throw new IllegalStateException("The page cannot be opened: " + page);
        }
        return client;
    }

    /// Somebody who makes an account and is signed in with it.
    public static ApiClient member(String server, String email, String password) {
        ApiClient client = stranger(server);
        Reply made = client.post("/api/account", Map.of("email", email, "password", password));
        if (made.status() != 201) {
            throw new IllegalStateException("The account was not made: " + made);
        }
        return client;
    }

    /// The same person at another address of Rockpool on this machine.
    public ApiClient at(String otherServer) {
        return new ApiClient(otherServer, cookies);
    }

    /// The cookie that says which account this is.
    public HttpCookie cookie() {
        return cookies.getCookieStore().getCookies().getFirst();
    }

    /// All cookies this caller has been given.
    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    /// An id as a browser makes it for a chat or a message.
    public static String newId() {
        return UUID.randomUUID().toString();
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply post(String path, Object body) {
        return call("POST", path, json(body));
    }

    /// Sends a file, as the page does before the message it belongs to.
    public Reply upload(String name, String mediaType, byte[] bytes) {
        return send(request("/api/files?name=" + name)
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    public Reply patch(String path, Object body) {
        return call("PATCH", path, json(body));
    }

    public Reply put(String path, Object body) {
        return call("PUT", path, json(body));
    }

    public Reply delete(String path) {
        return send(request(path).DELETE());
    }

    /// A call with any method, body and further headers (name, value, name, value ...).
    public Reply call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = request(path)
                .setHeader("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /// Sends a message to a chat, which is made when it is new, as our own page does.
    public Reply say(String chat, String agent, String text) {
        return post("/api/chat", message(chat, newId(), agent, text));
    }

    /// A value as JSON text.
    public static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    /// The body that sends a message.
    public static Map<String, Object> message(String chat, String message, String agent, String text) {
        return Map.of(
                "id",
                chat,
                "message",
                Map.of("id", message, "role", "user", "parts", List.of(Map.of("type", "text", "text", text))),
                "selectedChatModel",
                agent,
                "selectedVisibilityType",
                "private");
    }

    /// Sends a message, waits until the answer has ended, and returns the answer.
    public ChatMessage ask(String chat, String agent, String text) {
        Reply taken = say(chat, agent, text);
        if (taken.status() != 202) {
            throw new IllegalStateException("The message was not taken: " + taken);
        }
        return awaitAnswer(chat, taken.json().path("messageId").asString());
    }

    /// Asks for the last answer once more.
    public Reply retry(String chat, String answer) {
        return post("/api/chat", Map.of("id", chat, "trigger", "regenerate-message", "messageId", answer));
    }

    public Reply stop(String chat) {
        return call("POST", "/api/chat/" + chat + "/stop", "");
    }

    /// Changes the text of a message that waits.
    public Reply editQueued(String chat, String message, String text) {
        return patch("/api/chat/" + chat + "/queue/" + message, Map.of("text", text));
    }

    /// Takes a message that waits back.
    public Reply removeQueued(String chat, String message) {
        return delete("/api/chat/" + chat + "/queue/" + message);
    }

    /// Has a message that waits go on at once, in place of the answer in the making.
    public Reply sendNow(String chat, String message) {
        return call("POST", "/api/chat/" + chat + "/queue/" + message + "/now", "");
    }

    public Reply deleteChat(String chat) {
        return delete("/api/chat?id=" + chat);
    }

    /// The chats in the sidebar, newest first.
    public List<JsonNode> chats() {
        return stream(get("/api/history?limit=100").json().path("chats")).toList();
    }

    /// A chat with its messages, its run and what waits, as one call gives them.
    public JsonNode conversation(String chat) {
        Reply reply = get("/api/messages?chatId=" + chat);
        if (reply.status() != 200) {
            throw new IllegalStateException("The chat cannot be read: " + reply);
        }
        return reply.json();
    }

    /// A chat's row, as the messages call gives it.
    public JsonNode chat(String chat) {
        return get("/api/messages?chatId=" + chat).json().path("chat");
    }

    /// A chat's messages, oldest first.
    public List<ChatMessage> messages(String chat) {
        return messages(conversation(chat));
    }

    /// The messages of a chat that was read, oldest first.
    public static List<ChatMessage> messages(JsonNode conversation) {
        return stream(conversation.path("messages")).map(ChatMessage::of).toList();
    }

    /// Waits until nothing runs in the chat, and returns its message of this id.
    public ChatMessage awaitAnswer(String chat, String message) {
        awaitIdle(chat);
        return messages(chat).stream()
                .filter(m -> m.id().equals(message))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No message " + message + " in " + messages(chat)));
    }

    /// Waits until nothing runs in the chat.
    public void awaitIdle(String chat) {
        Awaitility.await("the run of chat " + chat + " to end")
                .atMost(RUN_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    JsonNode run = get("/api/messages?chatId=" + chat).json().path("run");
                    return run.isNull() || run.isMissingNode();
                });
    }

    /// Follows the answer in the making; null when nothing runs.
    public @Nullable AnswerStream follow(String chat) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/chat/" + chat + "/stream"))
                .header("Accept", "text/event-stream")
                .build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
            return response.statusCode() == 200 ? new AnswerStream(response.body()) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot follow " + chat, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .setHeader("Accept", "application/json")
                .timeout(CALL_LIMIT);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            return Reply.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all.stream();
    }
}
