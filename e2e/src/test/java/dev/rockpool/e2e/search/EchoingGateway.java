package dev.rockpool.e2e.search;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// What some proxies do when something is wrong: refuses everything, and shows in its answer what it was sent, the
/// credential among it.
public final class EchoingGateway implements AutoCloseable {

    private final HttpServer server;

    private EchoingGateway(HttpServer server) {
        this.server = server;
    }

    /// Starts one on a free loopback port.
    public static EchoingGateway start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", EchoingGateway::echo);
            server.start();
            return new EchoingGateway(server);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the echo", e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String credential = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String token = credential.substring(credential.lastIndexOf(' ') + 1);
        byte[] body = """
            {"error":{"message":"The key %s of this call is not good for it.","type":"invalid_request_error"}}""".formatted(token).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(
                    exchange.getRequestURI().getPath().equals("/v1/models") ? 500 : 400, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
