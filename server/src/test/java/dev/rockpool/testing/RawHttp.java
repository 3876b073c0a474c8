package dev.rockpool.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Sends bytes no HTTP client would, such as a foreign host name.
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 20_000;

    private RawHttp() {}

    /// Sends `request`, which must ask for the connection to be closed, and returns all that comes back.
    public static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Asks for a WebSocket and returns the head of the answer, with what came of the body in the same go.
    public static String knock(int port, String path, String host, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return handshake(socket, path, host, headers);
        }
    }

    /// As [#knock], over a connection that stays open.
    public static String handshake(Socket socket, String path, String host, String... headers) throws IOException {
        String request = """
                GET %s HTTP/1.1
                Host: %s
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                %s

                """.formatted(path, host, String.join("\n", headers)).replace("\n", "\r\n");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        byte[] answer = new byte[8 * 1024];
        int length = 0;
        while (!endOfHead(answer, length)) {
            int read = socket.getInputStream().read(answer, length, answer.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return new String(answer, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean endOfHead(byte[] answer, int length) {
        return new String(answer, 0, length, StandardCharsets.US_ASCII).contains("\r\n\r\n");
    }
}
