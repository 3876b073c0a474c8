package dev.rockpool.openclaw;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/// A gateway made of a bare socket, so that every byte it sends and every header it gets is in the test's
/// hands.
final class FakeGateway implements AutoCloseable {

    /// A request as it came over the wire; header names in lower case.
    record Request(String method, String path, Map<String, String> headers, String body) {}

    /// What answers one request.
    interface Handler {
        void answer(Request request, Exchange exchange) throws IOException;
    }

    static final String HEALTHZ = "{\"ok\":true,\"status\":\"live\"}";
    static final String NO_MESSAGE =
            "{\"error\":{\"message\":\"Missing user message in `messages`.\",\"type\":\"invalid_request_error\"}}";
    static final String ROLE = "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n";
    static final String STOP = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    static final String DONE = "data: [DONE]\n\n";

    private static final int BACKLOG = 1_000;
    private static final int LARGE_BYTES = 64 * 1024;

    private final ServerSocket server;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private volatile @Nullable Handler large;

    private FakeGateway(ServerSocket server) {
        this.server = server;
    }

    /// A gateway that answers 404 to everything.
    static FakeGateway start() {
        return start(ServerSocketFactory.getDefault(), InetAddress.getLoopbackAddress());
    }

    /// As [#start()], elsewhere or in TLS.
    static FakeGateway start(ServerSocketFactory sockets, InetAddress address) {
        try {
            FakeGateway gateway = new FakeGateway(sockets.createServerSocket(0, BACKLOG, address));
            Thread.ofVirtual().start(gateway::accept);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A gateway as of today, whose chat answers with the handler.
    static FakeGateway current(Handler chat) {
        return start().asOfToday(chat);
    }

    FakeGateway asOfToday(Handler chat) {
        return on("GET /healthz", (_, exchange) -> exchange.json(200, HEALTHZ))
                .on(
                        "GET /__openclaw/control-ui-config.json",
                        (_, exchange) -> exchange.json(200, "{\"serverVersion\":\"2026.9.6\"}"))
                .chat(chat);
    }

    /// An older gateway, whose chat answers with the handler.
    static FakeGateway legacy(Handler chat) {
        return start().on("GET *", (_, exchange) -> exchange.html("<html><title>OpenClaw Control</title></html>"))
                .chat(chat);
    }

    static String text(String text) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    /// A request without a message, as the probe sends it, is refused; others go to the handler.
    FakeGateway chat(Handler chat) {
        return on("POST /v1/chat/completions", (request, exchange) -> {
            if (request.body().contains("\"messages\":[]")) {
                exchange.json(400, NO_MESSAGE);
            } else {
                chat.answer(request, exchange);
            }
        });
    }

    FakeGateway on(String methodAndPath, Handler handler) {
        handlers.put(methodAndPath, handler);
        return this;
    }

    /// What answers a request with a large body, which it does not read.
    FakeGateway onLarge(Handler handler) {
        large = handler;
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    GatewaySettings settings() {
        return GatewaySettings.of("Fake", url(), new Credential("s3cret-t0ken"));
    }

    List<Request> requests() {
        return requests;
    }

    List<Request> requests(String methodAndPath) {
        return requests.stream()
                .filter(request -> methodAndPath.equals(request.method() + " " + request.path()))
                .toList();
    }

    /// The chat requests that carried a message.
    List<Request> turns() {
        return requests("POST /v1/chat/completions").stream()
                .filter(request -> !request.body().contains("\"messages\":[]"))
                .toList();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Request head = head(in);
            Exchange exchange = new Exchange(socket, in);
            Handler forLarge = large;
            if (forLarge != null && length(head) > LARGE_BYTES) {
                requests.add(head);
                forLarge.answer(head, exchange);
                return;
            }
            Request request = withBody(head, in);
            requests.add(request);
            if (request.headers().containsKey("upgrade")) {
                exchange.plain(405, "text/plain", "Invalid HTTP method");
                return;
            }
            String path = request.path().replaceAll("\\?.*", "");
            Handler fallback = handlers.getOrDefault(
                    request.method() + " *", (_, other) -> other.plain(404, "text/plain", "Not Found"));
            handlers.getOrDefault(request.method() + " " + path, fallback).answer(request, exchange);
        } catch (IOException _) {
            // The client left, as some tests want it.
        }
    }

    private static Request head(InputStream in) throws IOException {
        String[] start = line(in).split(" ", 3);
        Map<String, String> headers = new ConcurrentHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Request(start[0], start[1], headers, "");
    }

    private static Request withBody(Request head, InputStream in) throws IOException {
        String body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
        return new Request(head.method(), head.path(), head.headers(), body);
    }

    private static int length(Request head) {
        return Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new SocketException("closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /// One answer being given. The connection closes when the handler returns.
    static final class Exchange {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Exchange(Socket socket, InputStream in) throws IOException {
            this.socket = socket;
            this.in = in;
            this.out = socket.getOutputStream();
        }

        void json(int status, String body) throws IOException {
            plain(status, "application/json; charset=utf-8", body);
        }

        void html(String body) throws IOException {
            plain(200, "text/html", body);
        }

        void plain(int status, String type, String body) throws IOException {
            answer(status, Map.of("Content-Type", type), body);
        }

        void answer(int status, Map<String, String> headers, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String fields = headers.entrySet().stream()
                    .map(field -> field.getKey() + ": " + field.getValue() + "\r\n")
                    .collect(Collectors.joining());
            raw("HTTP/1.1 " + status + " X\r\n" + fields + "Content-Length: " + bytes.length
                    + "\r\nConnection: close\r\n\r\n");
            out.write(bytes);
            out.flush();
        }

        /// Opens a stream whose end is the end of the connection.
        Exchange stream(String... pieces) throws IOException {
            raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n");
            for (String piece : pieces) {
                raw(piece);
            }
            return this;
        }

        /// Opens a stream in chunks, each piece one of them, and leaves the last one out.
        Exchange chunks(String... pieces) throws IOException {
            raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (String piece : pieces) {
                raw(Integer.toHexString(piece.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + piece + "\r\n");
            }
            return this;
        }

        Exchange raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        /// Breaks the connection off, so that the client sees a reset.
        void reset() throws IOException {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            socket.close();
        }

        /// Waits until the client has closed the connection.
        void awaitClose(CountDownLatch seen) {
            try {
                while (in.read() >= 0) {}
            } catch (IOException _) {
                // A reset is a way to close, too.
            }
            seen.countDown();
        }
    }
}
