package dev.rockpool.e2e.openclaw;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An OpenAI-style model provider on loopback, for the real gateway: it answers as the newest user message
/// scripts it (see [Script]) and keeps what the model was shown as a witness. Thread-safe; one virtual
/// thread per request.
public final class ScriptedProvider implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int HEARTBEAT_MILLIS = 25;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ModelTurn> turns = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> holds = new ConcurrentHashMap<>();

    private ScriptedProvider(HttpServer server) {
        this.server = server;
    }

    /// Starts a provider on a free loopback port.
    public static ScriptedProvider start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedProvider provider = new ScriptedProvider(server);
            server.setExecutor(provider.threads);
            server.createContext("/v1/chat/completions", provider::answer);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the scripted provider", e);
        }
    }

    /// The base address to configure as the provider's `baseUrl`.
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /// Every request so far, in the order they came in.
    public List<ModelTurn> turns() {
        return List.copyOf(turns);
    }

    /// The requests whose newest user message contains a text.
    public List<ModelTurn> turnsAbout(String text) {
        return turns.stream().filter(turn -> turn.newest().contains(text)).toList();
    }

    /// The requests made for one session, such as `agent:main:webchat-...`.
    public List<ModelTurn> turnsIn(String sessionKey) {
        return turns.stream()
                .filter(turn -> turn.session().filter(sessionKey::equals).isPresent())
                .toList();
    }

    /// Lets every answer go on that waits, or will wait, at `{hold=name}`.
    public void release(String name) {
        hold(name).countDown();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private CountDownLatch hold(String name) {
        return holds.computeIfAbsent(name, _ -> new CountDownLatch(1));
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            ModelTurn turn = new ModelTurn(shown(request.path("messages")), images(request.path("messages")));
            turns.add(turn);
            Script script = Script.of(turn);
            if (script.failure() != 0) {
                refuse(exchange, turn, script.failure());
            } else {
                stream(exchange, turn, script);
            }
        } catch (IOException e) {
            // The gateway hung up: recorded where it was noticed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ModelTurn.Shown> shown(JsonNode messages) {
        List<ModelTurn.Shown> shown = new ArrayList<>();
        for (JsonNode message : messages) {
            shown.add(new ModelTurn.Shown(message.path("role").asString(), text(message.path("content"))));
        }
        return shown;
    }

    private static List<String> images(JsonNode messages) {
        return messages.valueStream()
                .flatMap(message -> message.path("content").valueStream())
                .map(part -> part.at("/image_url/url").asString(""))
                .filter(url -> !url.isEmpty())
                .toList();
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asString("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    private static void refuse(HttpExchange exchange, ModelTurn turn, int status) throws IOException {
        byte[] body = JSON.writeValueAsBytes(
                Map.of("error", Map.of("message", "scripted provider error", "type", "invalid_request_error")));
        turn.end(ModelTurn.State.REFUSED);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void stream(HttpExchange exchange, ModelTurn turn, Script script) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        try {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            write(out, chunk(Map.of("role", "assistant"), null));
            if (script.thinks()) {
                write(out, chunk(Map.of("reasoning_content", "I wonder about low water."), null));
            }
            int half = script.tokens().size() / 2;
            for (Iterator<String> tokens = script.tokens().iterator(); tokens.hasNext(); half--) {
                if (half == 0 && script.hold() != null) {
                    await(out, hold(script.hold()));
                }
                write(out, chunk(Map.of("content", tokens.next()), null));
                TimeUnit.MILLISECONDS.sleep(script.gapMillis());
            }
            if (script.command() != null) {
                write(out, chunk(call(turn.toolAnswers(), script.command()), null));
            }
            write(out, chunk(Map.of(), script.command() == null ? "stop" : "tool_calls"));
            write(out, usage(turn, script));
            write(out, "[DONE]");
            out.close();
            turn.end(ModelTurn.State.FINISHED);
        } catch (IOException e) {
            turn.end(ModelTurn.State.ABORTED);
            throw e;
        }
    }

    // Only a write tells that the gateway has gone, so a waiting answer keeps writing comments.
    private static void await(OutputStream out, CountDownLatch hold) throws IOException, InterruptedException {
        while (!hold.await(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS)) {
            out.write(": waiting\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static void write(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Map<String, ?> call(int number, String command) {
        String arguments = JSON.writeValueAsString(Map.of("command", command));
        return Map.of(
                "tool_calls",
                List.of(Map.of(
                        "index",
                        0,
                        "id",
                        "call_" + number,
                        "type",
                        "function",
                        "function",
                        Map.of("name", "exec", "arguments", arguments))));
    }

    private static String chunk(Map<String, ?> delta, @Nullable String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        return JSON.writeValueAsString(envelope(List.of(choice)));
    }

    private static String usage(ModelTurn turn, Script script) {
        int prompt = turn.shown().size() * 50;
        Map<String, Object> envelope = envelope(List.of());
        int completion = script.tokens().size();
        envelope.put(
                "usage",
                Map.of("prompt_tokens", prompt, "completion_tokens", completion, "total_tokens", prompt + completion));
        return JSON.writeValueAsString(envelope);
    }

    private static Map<String, Object> envelope(List<?> choices) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("id", "scripted");
        envelope.put("object", "chat.completion.chunk");
        envelope.put("created", 1);
        envelope.put("model", "fake-1");
        envelope.put("choices", choices);
        return envelope;
    }
}
