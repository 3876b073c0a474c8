package dev.rockpool.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Talks to a simulator as any HTTP client would, with nothing between the test and the wire.
final class WireClient implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "x-openclaw-session-key";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI url;
    private final @Nullable String token;

    WireClient(GatewaySimulator simulator) {
        this(simulator.url(), simulator.token());
    }

    WireClient(URI url, @Nullable String token) {
        this.url = url;
        this.token = token;
    }

    record Answer(int status, String contentType, String body, HttpResponse<String> raw) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String errorType() {
            return json().path("error").path("type").asString();
        }

        String errorMessage() {
            return json().path("error").path("message").asString();
        }

        /// The text of an answer that was not streamed.
        String text() {
            return json().at("/choices/0/message/content").asString();
        }
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    Answer post(String path, JsonNode body, String... headers) {
        return post(path, body.toString(), headers);
    }

    Answer post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
    }

    Answer tool(String tool, String sessionKey, ObjectNode args) {
        var body = JSON.createObjectNode().put("tool", tool).put("sessionKey", sessionKey);
        body.set("args", args);
        return post("/tools/invoke", body);
    }

    Answer chat(String model, @Nullable String key, String message) {
        var body = body(model, message);
        return key == null ? post("/v1/chat/completions", body) : post("/v1/chat/completions", body, KEY, key);
    }

    /// One whole answer of agent main in this session.
    Answer say(String session, String message) {
        return chat("openclaw/main", "agent:main:" + session, message);
    }

    Stream stream(String session, String message) {
        var body = body("openclaw/main", message).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        return stream(body, KEY, "agent:main:" + session);
    }

    Stream stream(ObjectNode body, String... headers) {
        var request = request("/v1/chat/completions", headers)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return new Stream(http.send(request, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode body(String model, String message) {
        var body = JSON.createObjectNode().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", message);
        return body;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            var type = response.headers().firstValue("content-type").orElse("");
            return new Answer(response.statusCode(), type, response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// An answer as it comes in.
    static final class Stream implements AutoCloseable {
        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Stream(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        int status() {
            return response.statusCode();
        }

        String contentType() {
            return response.headers().firstValue("content-type").orElse("");
        }

        /// The next event's data, or null at the end of the stream.
        @Nullable
        String next() {
            try {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: ")) {
                        return line.substring("data: ".length());
                    }
                }
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<String> rest() {
            var events = new ArrayList<String>();
            for (var event = next(); event != null; event = next()) {
                events.add(event);
            }
            return events;
        }

        /// The text of everything still to come.
        String text() {
            return text(rest());
        }

        static String text(List<String> events) {
            return events.stream()
                    .filter(event -> event.startsWith("{"))
                    .map(event ->
                            JSON.readTree(event).at("/choices/0/delta/content").asString(""))
                    .collect(Collectors.joining());
        }

        /// Reads on until some text has come.
        String firstText() {
            for (var event = next(); event != null; event = next()) {
                var text = text(List.of(event));
                if (!text.isEmpty()) {
                    return text;
                }
            }
            throw new AssertionError("The stream ended without text.");
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
