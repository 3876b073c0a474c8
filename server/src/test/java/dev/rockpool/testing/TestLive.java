package dev.rockpool.testing;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser tab's live channel: keeps what it is told, in order, and answers pings.
public final class TestLive implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final WebSocket socket;
    private final Ear ear;

    private TestLive(WebSocket socket, Ear ear) {
        this.socket = socket;
        this.ear = ear;
    }

    static TestLive open(WebSocket.Builder builder, URI server, boolean answersPings) {
        Ear ear = new Ear(answersPings);
        URI address = URI.create("ws" + server.toString().substring(4) + "/api/live");
        WebSocket socket = builder.header("Origin", server.toString())
                .buildAsync(address, ear)
                .join();
        return new TestLive(socket, ear);
    }

    private static final class Ear implements WebSocket.Listener {

        private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final boolean answersPings;
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode frame = JSON.readTree(text.toString());
                text.setLength(0);
                hear(from, frame);
            }
            from.request(1);
            return null;
        }

        Ear(boolean answersPings) {
            this.answersPings = answersPings;
        }

        private void hear(WebSocket from, JsonNode frame) {
            if (answersPings && type(frame).equals("ping")) {
                send(from, "{\"type\": \"pong\"}");
            } else {
                frames.add(frame);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closed.complete(1006);
        }
    }

    public void send(Map<String, ?> command) {
        send(JSON.writeValueAsString(command));
    }

    public void send(String message) {
        send(socket, message);
    }

    /// One message after the other, as a WebSocket wants it: the test sends, and so does the ear that answers pings.
    private static void send(WebSocket socket, String message) {
        synchronized (socket) {
            socket.sendText(message, true).join();
        }
    }

    public void watch(String chat) {
        send(Map.of("type", "watch", "chatId", chat));
    }

    public void watch(String chat, String run, long after) {
        send(Map.of("type", "watch", "chatId", chat, "runId", run, "after", after));
    }

    public void unwatch(String chat) {
        send(Map.of("type", "unwatch", "chatId", chat));
    }

    public void read(String chat) {
        send(Map.of("type", "read", "chatId", chat));
    }

    /// The frames up to the first that `isLast`, in order.
    public List<JsonNode> until(Predicate<JsonNode> isLast) {
        List<JsonNode> seen = new ArrayList<>();
        try {
            while (true) {
                JsonNode next = ear.frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    throw new AssertionError("nothing more came after " + seen);
                }
                seen.add(next);
                if (isLast.test(next)) {
                    return seen;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The first frame from here on that `is`.
    public JsonNode next(Predicate<JsonNode> is) {
        return until(is).getLast();
    }

    public JsonNode next(String type) {
        return next(frame -> type(frame).equals(type));
    }

    /// All that has been told by the time the server answers a question that is asked now.
    public List<JsonNode> soFar() {
        send(Map.of("type", "ping"));
        List<JsonNode> seen = until(frame -> type(frame).equals("pong"));
        return seen.subList(0, seen.size() - 1);
    }

    public static String type(JsonNode frame) {
        return frame.at("/type").asString();
    }

    /// The code the server closed the connection with.
    public int closeCode() {
        return ear.closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    public boolean isClosed() {
        return ear.closed.isDone();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                .exceptionally(_ -> socket)
                .join();
        socket.abort();
    }
}
