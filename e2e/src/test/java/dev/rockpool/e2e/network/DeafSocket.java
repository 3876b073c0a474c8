package dev.rockpool.e2e.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A WebSocket whose other end speaks and never reads.
public final class DeafSocket implements AutoCloseable {

    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;
    private static final int SHORT_FRAME = 125;
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final Socket socket = new Socket();

    private DeafSocket(int port, String path, String cookie) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String host = "127.0.0.1:" + port;
        write("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host + "\r\nCookie: " + cookie
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        String answer = head();
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException("No WebSocket: " + answer);
        }
    }

    /// Completes the handshake, and reads nothing after it.
    public static DeafSocket open(int port, String path, String cookie) {
        try {
            return new DeafSocket(port, path, cookie);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a text frame of at most 125 bytes.
    public void say(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        if (payload.length > SHORT_FRAME) {
            throw new IllegalArgumentException("Too long for a short frame: " + text);
        }
        // Masked with zeros, which leaves the bytes as they are.
        byte[] frame = new byte[payload.length + 6];
        frame[0] = (byte) FINAL_TEXT;
        frame[1] = (byte) (MASKED | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        try {
            socket.getOutputStream().write(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the server has ended the connection: looks without reading what waits, so nothing moves.
    public boolean ended() {
        try {
            // A byte that cannot be a frame's beginning would be an error; an empty pong is none.
            socket.getOutputStream().write(new byte[] {(byte) 0x8a, (byte) MASKED, 0, 0, 0, 0});
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// Reads what had been sent before the end and throws it away.
    ///
    /// @return how many bytes that were
    public long drain(Duration limit) {
        long bytes = 0;
        try {
            socket.setSoTimeout((int) limit.toMillis());
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("The connection does not end", e);
        } catch (IOException e) {
            // Reset: over as well.
        }
        return bytes;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                break;
            }
            head.append((char) read);
        }
        return head.toString();
    }
}
