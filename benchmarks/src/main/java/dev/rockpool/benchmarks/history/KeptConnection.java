package dev.rockpool.benchmarks.history;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One HTTP/1.1 connection that is kept between calls, and replaced when the server has had enough of it. It
/// reads answers to their end and makes nothing of them, so that a load of thousands of calls is the server's
/// work, not its own.
final class KeptConnection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final String LENGTH = "content-length:";
    private static final int TIMEOUT_MS = 30_000;

    private final int port;
    private Socket socket;
    private InputStream in;
    private boolean ends;

    KeptConnection(int port) throws IOException {
        this.port = port;
        this.socket = connect(port);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private void renew() throws IOException {
        socket.close();
        socket = connect(port);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        ends = false;
    }

    /// The bytes of a GET as a browser sends it, as far as that matters to the server.
    static byte[] get(int port, String path, String cookie) {
        return """
                GET %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Accept: application/json\r
                Accept-Encoding: gzip, deflate, br, zstd\r
                Cookie: %s\r
                Sec-Fetch-Site: same-origin\r
                \r
                """.formatted(path, port, cookie).getBytes(StandardCharsets.US_ASCII);
    }

    /// Makes a call and reads its answer.
    ///
    /// @return how many bytes the body took on the wire
    /// @throws IOException also when the answer is not 200
    long call(byte[] request) throws IOException {
        if (ends) {
            renew();
        }
        socket.getOutputStream().write(request);
        String status = line();
        if (!status.contains(" 200")) {
            throw new IOException("The server answered " + status);
        }
        long length = bodyLength();
        if (length < 0) {
            return chunks();
        }
        in.skipNBytes(length);
        return length;
    }

    /// Reads the headers; -1 when the body comes in chunks.
    private long bodyLength() throws IOException {
        long length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Long.parseLong(lower.substring(LENGTH.length()).strip());
            }
            ends |= lower.equals("connection: close");
        }
        return length;
    }

    private long chunks() throws IOException {
        long total = 0;
        while (true) {
            int size = Integer.parseInt(line().strip(), 16);
            in.skipNBytes(size);
            line();
            total += size;
            if (size == 0) {
                return total;
            }
        }
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The server closed the connection");
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
