package dev.rockpool.e2e.product;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a client of the resume stream has received so far. Thread-safe; reads on a virtual thread until the
/// stream ends.
public final class AnswerStream implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data: ";

    private final List<JsonNode> chunks = new CopyOnWriteArrayList<>();
    private final Stream<String> lines;
    private final Thread reader;
    private volatile boolean done;

    AnswerStream(Stream<String> lines) {
        this.lines = lines;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /// The chunks received, oldest first, without the closing `[DONE]`.
    public List<JsonNode> chunks() {
        return List.copyOf(chunks);
    }

    /// The answer's text received so far.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : chunks) {
            if (chunk.path("type").asString().equals("text-delta")) {
                text.append(chunk.path("delta").asString());
            }
        }
        return text.toString();
    }

    /// Whether `[DONE]` has come.
    public boolean done() {
        return done;
    }

    /// Whether the connection has ended, properly or not.
    public boolean ended() {
        return !reader.isAlive();
    }

    @Override
    public void close() {
        lines.close();
    }

    private void read() {
        try (lines) {
            lines.filter(line -> line.startsWith(DATA)).forEach(line -> take(line.substring(DATA.length())));
        } catch (UncheckedIOException e) {
            // The server or the test has closed the connection; what came before stays.
        }
    }

    private void take(String data) {
        if (data.equals("[DONE]")) {
            done = true;
        } else {
            chunks.add(JSON.readTree(data));
        }
    }
}
