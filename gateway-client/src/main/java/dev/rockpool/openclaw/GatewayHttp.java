package dev.rockpool.openclaw;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import tools.jackson.databind.json.JsonMapper;

/// Sends requests to the gateway, HTTP/1.1 and each on a connection of its own, exactly once: nothing is
/// repeated, no redirect is followed, so the token goes nowhere else; no cookies, no forwarding headers and
/// no `Origin` are sent, of which the gateway takes the latter two amiss.
final class GatewayHttp implements AutoCloseable {

    /// How long a request may take that is answered at once: everything but turns.
    static final Duration REPLY_LIMIT = Duration.ofSeconds(30);

    private static final String JSON_TYPE = "application/json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private interface Reader<T> {
        T read(GatewayResponse response) throws IOException;
    }

    private final GatewaySettings settings;
    private final Dialer dialer;
    private final Pace pace = new Pace();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<GatewayConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    GatewayHttp(GatewaySettings settings, AddressRule rule) {
        this(settings, new Dialer(settings, rule));
    }

    GatewayHttp(GatewaySettings settings, Dialer dialer) {
        this.settings = settings;
        this.dialer = dialer;
    }

    /// Runs a task that waits on the gateway, on a thread of its own.
    void run(Runnable task) {
        threads.execute(task);
    }

    ClassicHttpRequest get(String path) {
        return request("GET", path, JSON_TYPE);
    }

    ClassicHttpRequest post(String path, Map<String, ?> body, Map<String, String> headers) {
        return post(path, JSON.writeValueAsBytes(body), headers, JSON_TYPE);
    }

    ClassicHttpRequest post(String path, byte[] json, Map<String, String> headers, String accept) {
        ClassicHttpRequest request = request("POST", path, accept);
        request.setHeader("Content-Type", JSON_TYPE);
        request.setHeader("Content-Length", json.length);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(json, null));
        return request;
    }

    /// Sends a request and waits for the whole answer.
    ///
    /// @throws GatewayException when there is none in time
    Reply exchange(ClassicHttpRequest request, Duration limit) {
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
    CompletableFuture<Reply> send(ClassicHttpRequest request, Duration limit) {
        return start(request, GatewayResponse::whole).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Opens a stream: the future completes with the headers and has no limit of its own. Whoever gives up
    /// waiting must [abandon][#abandon] it.
    CompletableFuture<GatewayResponse> open(ClassicHttpRequest request) {
        return start(request, response -> response);
    }

    /// Gives up a stream that may or may not be open by now.
    static void abandon(CompletableFuture<GatewayResponse> stream) {
        stream.cancel(true);
        var _ = stream.thenAccept(GatewayResponse::close);
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
        closed = true;
        threads.shutdown();
        connections.forEach(GatewayConnection::close);
    }

    static String encoded(String pathSegment) {
        return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Has a thread wait on the connection, so that whoever wants the result can stop waiting at any time,
    /// even while a name is being looked up.
    private <T> CompletableFuture<T> start(ClassicHttpRequest request, Reader<T> reader) {
        GatewayConnection connection = new GatewayConnection(dialer, pace, connections::remove);
        connections.add(connection);
        CompletableFuture<T> result = new CompletableFuture<>();
        var _ = result.whenComplete((_, failure) -> {
            if (failure != null) {
                connection.close();
            }
        });
        try {
            threads.execute(() -> exchange(connection, request, reader, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new GatewayException(GatewayErrors.lost("This client is closed."), e));
        }
        if (closed) {
            connection.close();
        }
        return result;
    }

    private static <T> void exchange(
            GatewayConnection connection, ClassicHttpRequest request, Reader<T> reader, CompletableFuture<T> result) {
        try {
            result.complete(reader.read(connection.exchange(request)));
        } catch (IOException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private ClassicHttpRequest request(String method, String path, String accept) {
        URI url = settings.url();
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, url.getRawPath() + path);
        request.setHeader("Host", url.getRawAuthority());
        request.setHeader("Connection", "close");
        request.setHeader("User-Agent", "openclaw-java");
        request.setHeader("Accept", accept);
        Credential credential = settings.credential();
        if (credential != null) {
            request.setHeader("Authorization", "Bearer " + credential.token());
        }
        return request;
    }
}
