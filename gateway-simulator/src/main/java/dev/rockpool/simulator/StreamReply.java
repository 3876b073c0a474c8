package dev.rockpool.simulator;

import dev.rockpool.simulator.demo.ProviderError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// An answer streamed as server-sent events. What does not change from token to token is turned into bytes
/// once per stream, and all tokens of one tick leave in one buffer.
///
/// Every chunk with text carries `"sent_ns"`: when it was written, in nanoseconds since 1970, so that a
/// benchmark can tell what the way to the reader added. No gateway sends it; clients ignore what they do
/// not know.
final class StreamReply implements Reply {
    private static final byte[] DONE = ascii("data: [DONE]\n\n");
    private static final byte[] SENT = ascii("\"},\"finish_reason\":null}],\"sent_ns\":");
    private static final byte[] END_OF_EVENT = ascii("}\n\n");
    /// Room for the length of an HTTP chunk, which is written last: up to eight hexadecimal digits and a
    /// line end.
    private static final int LENGTH_BYTES = 10;

    private static final int BUFFER_BYTES = 512;
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] LINE_END = ascii("\r\n");

    private final Exchange exchange;
    private final Dialect dialect;
    private final InstantSource clock;
    private final boolean includeUsage;
    private final String head;
    private final byte[] contentPrefix;
    private @Nullable ByteBuf buffer;
    private boolean roleSent;

    StreamReply(
            Exchange exchange,
            Dialect dialect,
            InstantSource clock,
            String runId,
            String model,
            long created,
            boolean includeUsage) {
        this.exchange = exchange;
        this.dialect = dialect;
        this.clock = clock;
        this.includeUsage = includeUsage && dialect.sendsFramingChunks();
        this.head = "data: {\"id\":\"" + runId + "\",\"object\":\"chat.completion.chunk\",\"created\":" + created
                + ",\"model\":" + Json.quoted(model) + ",\"choices\":[";
        this.contentPrefix = utf8(head + "{\"index\":0,\"delta\":{\"content\":\"");
    }

    @Override
    public void accepted() {
        exchange.startStream();
        if (dialect.sendsFramingChunks()) {
            roleSent = true;
            event(head + "{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":null}]}\n\n");
            flush();
        }
    }

    @Override
    public boolean writable() {
        return exchange.writable();
    }

    @Override
    public void token(String text) {
        if (!roleSent) {
            roleSent = true;
            event(head + "{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n");
        }
        var out = buffer();
        out.writeBytes(contentPrefix);
        writeEscaped(out, text);
        out.writeBytes(SENT);
        writeDecimal(out, epochNanos());
        out.writeBytes(END_OF_EVENT);
    }

    @Override
    public void flush() {
        var out = buffer;
        if (out == null) {
            return;
        }
        buffer = null;
        frame(out);
        exchange.write(out);
    }

    @Override
    public void finish(String reason, Usage usage) {
        if (dialect.sendsFramingChunks()) {
            event(head + "{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\n");
        }
        if (includeUsage) {
            var counted = Json.object();
            usage.writeTo(counted);
            event(head + "]," + Json.text(counted).substring(1) + "\n\n");
        }
        done();
    }

    /// The status is 200 already, so the error is an event; an old gateway just ends the stream.
    @Override
    public void fail(ProviderError error) {
        if (dialect.showsProviderErrors()) {
            var refusal = Refusal.of(error.status(), error.type(), error.message());
            event("data: " + Json.text(refusal.body()) + "\n\n");
        }
        done();
    }

    @Override
    public void disconnect() {
        flush();
        exchange.disconnect();
    }

    private void done() {
        buffer().writeBytes(DONE);
        flush();
        exchange.endStream();
    }

    private void event(String text) {
        ByteBufUtil.writeUtf8(buffer(), text);
    }

    private ByteBuf buffer() {
        var out = buffer;
        if (out == null) {
            out = exchange.buffer(BUFFER_BYTES).writeZero(LENGTH_BYTES);
            buffer = out;
        }
        return out;
    }

    /// Makes the buffer one HTTP chunk: its length right before the payload, a line end after it.
    private static void frame(ByteBuf out) {
        var length = out.readableBytes() - LENGTH_BYTES;
        out.writeBytes(LINE_END);
        var at = out.readerIndex() + LENGTH_BYTES - LINE_END.length;
        out.setBytes(at, LINE_END);
        do {
            at--;
            out.setByte(at, HEX[length & 0xf]);
            length >>>= 4;
        } while (length != 0);
        out.readerIndex(at);
    }

    private long epochNanos() {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    private static void writeDecimal(ByteBuf out, long number) {
        out.writeCharSequence(Long.toString(number), StandardCharsets.US_ASCII);
    }

    /// Writes the inside of a JSON string.
    private static void writeEscaped(ByteBuf out, String text) {
        var plainFrom = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            ByteBufUtil.writeUtf8(out, text, plainFrom, i);
            writeEscape(out, c);
            plainFrom = i + 1;
        }
        ByteBufUtil.writeUtf8(out, text, plainFrom, text.length());
    }

    private static void writeEscape(ByteBuf out, char c) {
        out.writeByte('\\');
        switch (c) {
            case '"', '\\' -> out.writeByte(c);
            case '\n' -> out.writeByte('n');
            case '\r' -> out.writeByte('r');
            case '\t' -> out.writeByte('t');
            default -> {
                out.writeByte('u').writeByte('0').writeByte('0');
                out.writeByte(HEX[c >> 4]).writeByte(HEX[c & 0xf]);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
