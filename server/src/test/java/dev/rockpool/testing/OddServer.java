package dev.rockpool.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// What may be found at an address besides a gateway that is well, on the loopback interface.
public final class OddServer implements AutoCloseable {

    private final int port;
    private final AutoCloseable server;
    private final AtomicInteger requests;

    private OddServer(int port, AutoCloseable server, AtomicInteger requests) {
        this.port = port;
        this.server = server;
        this.requests = requests;
    }

    /// Takes connections and requests, and never answers.
    public static OddServer silent() {
        try {
            ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            return new OddServer(socket.getLocalPort(), socket, new AtomicInteger());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Answers every request alike.
    public static OddServer answering(int status, String contentType, String body) {
        try {
            AtomicInteger requests = new AtomicInteger();
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", exchange -> {
                requests.incrementAndGet();
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", contentType);
                exchange.getResponseHeaders().add("Retry-After", "300");
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            http.start();
            return new OddServer(http.getAddress().getPort(), () -> http.stop(0), requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A gateway that shuts its caller out after too many wrong tokens, as OpenClaw 2026.9.6 does.
    public static OddServer lockingOut() {
        return answering(429, "application/json", """
                {"error": {"message": "Too many failed authentication attempts. Please try again later.",
                 "type": "rate_limited"}}""");
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// How many requests came, where they are answered.
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
