package dev.rockpool.openclaw;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The one place that speaks HTTP. The version is forced to 1.1: by default the JDK's client offers an
/// upgrade to HTTP/2, which the gateway answers with 405 (OpenClaw 2026.9.6 and 2026.2.9, verified live).
/// Redirects are not followed, so the token goes nowhere else; no forwarding headers and no `Origin` are
/// sent, both of which the gateway takes amiss.
final class GatewayHttp implements AutoCloseable {

    /// How long a request may take that is answered at once: everything but turns.
    static final Duration REPLY_LIMIT = Duration.ofSeconds(30);

    /// Histories of a thousand messages are the largest answers.
    private static final int REPLY_BYTES = 32 * 1024 * 1024;

    /// What is worth reading of an answer that refuses a stream.
    private static final int ERROR_BYTES = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final GatewaySettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    GatewayHttp(GatewaySettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(threads)
                .build();
    }

    /// Runs a task that waits on the gateway, on a thread of its own.
    void run(Runnable task) {
        threads.execute(task);
    }

    HttpRequest get(String path) {
        return request(path).header("Accept", "application/json").GET().build();
    }

    HttpRequest post(String path, Map<String, ?> body, Map<String, String> headers) {
        return post(path, JSON.writeValueAsBytes(body), headers, "application/json");
    }

    HttpRequest post(String path, byte[] json, Map<String, String> headers, String accept) {
        HttpRequest.Builder request = request(path)
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json));
        headers.forEach(request::header);
        return request.build();
    }

    /// Sends a request and waits for the whole answer.
    ///
    /// @throws GatewayException when there is none in time
    Reply exchange(HttpRequest request, Duration limit) {
        CompletableFuture<Reply> reply = send(request, limit);
        try {
            return reply.get();
        } catch (InterruptedException e) {
            reply.cancel(true);
            Thread.currentThread().interrupt();
            throw new GatewayException(GatewayErrors.lost("The call was interrupted."), e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /// Sends a request; the future holds the whole answer. Cancelling it cancels the request.
    CompletableFuture<Reply> send(HttpRequest request, Duration limit) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), REPLY_BYTES));
        CompletableFuture<Reply> reply =
                sent.thenApply(GatewayHttp::reply).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        var _ = reply.whenComplete((_, failure) -> {
            if (failure != null) {
                sent.cancel(true);
            }
        });
        return reply;
    }

    /// Opens a stream: the future completes with the headers and has no limit of its own. Whoever gives up
    /// waiting must [abandon][#abandon] it.
    CompletableFuture<HttpResponse<InputStream>> open(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofInputStream());
    }

    /// Gives up a stream that may or may not be open by now.
    static void abandon(CompletableFuture<HttpResponse<InputStream>> stream) {
        stream.cancel(true);
        var _ = stream.whenComplete((response, _) -> {
            if (response != null) {
                close(response.body());
            }
        });
    }

    /// Reads the answer that came in place of a stream, or as much of it as tells what is wrong.
    static Reply refused(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return reply(response, body.readNBytes(ERROR_BYTES));
        }
    }

    static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // It was to go away, and it has.
        }
    }

    /// A failed request as the exception that this library throws.
    GatewayException failure(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof ExecutionException || failure instanceof CompletionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        if (failure instanceof GatewayException known) {
            return known;
        }
        if (failure instanceof CancellationException) {
            return new GatewayException(GatewayErrors.lost("The call was cancelled."), failure);
        }
        return new GatewayException(GatewayErrors.unreachable(settings, failure), failure);
    }

    /// Ends whatever is still going on.
    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdown();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url() + path));
        Credential credential = settings.credential();
        return credential == null ? request : request.header("Authorization", "Bearer " + credential.token());
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        return reply(response, response.body());
    }

    private static Reply reply(HttpResponse<?> response, byte[] body) {
        return new Reply(
                response.statusCode(),
                contentType(response),
                retryAfter(response),
                new String(body, StandardCharsets.UTF_8));
    }

    static String contentType(HttpResponse<?> response) {
        return Reply.contentType(response.headers().firstValue("Content-Type").orElse(""));
    }

    /// The gateway sends seconds; a date, which the standard allows as well, is passed over.
    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    static String encoded(String pathSegment) {
        return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
