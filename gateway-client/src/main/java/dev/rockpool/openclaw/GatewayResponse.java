package dev.rockpool.openclaw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/// An answer whose head has come. Its body is read by one thread; any may close it.
final class GatewayResponse implements AutoCloseable {

    static final String EVENT_STREAM = "text/event-stream";

    /// What is worth reading of an answer that refuses a stream.
    private static final int ERROR_BYTES = 64 * 1024;

    /// A page of a history is the largest answer; whose gateway it is, need not be trusted.
    private static final int REPLY_BYTES = 4 * 1024 * 1024;

    private final ClassicHttpResponse head;
    private final InputStream body;
    private final GatewayConnection connection;

    GatewayResponse(ClassicHttpResponse head, GatewayConnection connection) throws IOException {
        HttpEntity entity = head.getEntity();
        this.head = head;
        this.body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        this.connection = connection;
    }

    boolean isEventStream() {
        return head.getCode() == 200 && contentType().equals(EVENT_STREAM);
    }

    /// From now on it is read as a stream among others, at their [Pace].
    void stream() {
        connection.stream();
    }

    /// As [InputStream#read(byte[])]: whatever has come, as soon as there is something.
    int read(byte[] buffer) throws IOException {
        return body.read(buffer);
    }

    /// Reads all of it and closes it.
    ///
    /// @throws IOException also when it is larger than any answer of a gateway
    Reply whole() throws IOException {
        try (this) {
            byte[] bytes = body.readNBytes(REPLY_BYTES + 1);
            if (bytes.length > REPLY_BYTES) {
                throw new IOException("The answer has more than " + (REPLY_BYTES >> 20) + " MB");
            }
            return reply(bytes);
        }
    }

    /// Reads as much of it as tells what is wrong, and closes it.
    Reply refusal() throws IOException {
        try (this) {
            return reply(body.readNBytes(ERROR_BYTES));
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private Reply reply(byte[] bytes) {
        return new Reply(head.getCode(), contentType(), retryAfter(), new String(bytes, StandardCharsets.UTF_8));
    }

    private String contentType() {
        return Reply.contentType(header("Content-Type"));
    }

    /// The gateway sends seconds; a date, which the standard allows as well, is passed over.
    private @Nullable Duration retryAfter() {
        String seconds = header("Retry-After").strip();
        return seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private String header(String name) {
        Header header = head.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }
}
