package dev.rockpool.api;

import dev.rockpool.run.RunEvent;
import dev.rockpool.run.RunReader;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Writes a run to a browser as an AI SDK UI message stream: server-sent events, one JSON chunk each,
/// `[DONE]` last.
///
/// Pieces of text that come together leave as one. A line of comment every 15 s keeps the connection and notices a
/// reader that has gone. A reader that leaves ends only this stream, never the run.
final class UiMessageStream {

    static final Duration PING = Duration.ofSeconds(15);

    private static final byte[] PING_LINE = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final Logger log = LoggerFactory.getLogger(UiMessageStream.class);

    private final RunReader reader;
    private final JsonMapper json;

    UiMessageStream(RunReader reader, JsonMapper json) {
        this.reader = reader;
        this.json = json;
    }

    /// Writes until the run ends or the browser leaves, on the calling thread.
    void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-store");
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("x-vercel-ai-ui-message-stream", "v1");
        try {
            write(response.getOutputStream());
        } catch (IOException e) {
            log.debug("run={} a reader left: {}", reader.runId(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        UiChunks chunks = UiChunks.plain(reader.messageId(), reader.runId().value(), reader.createdAt());
        send(chunks.start(), out);
        out.flush();
        while (!chunks.ended() && !reader.exhausted()) {
            List<RunEvent> events = reader.next(PING);
            if (events.isEmpty()) {
                out.write(PING_LINE);
            } else {
                send(chunks.of(events), out);
            }
            if (chunks.ended()) {
                out.write(DONE);
            }
            out.flush();
        }
    }

    private void send(List<?> chunks, OutputStream out) throws IOException {
        for (Object chunk : chunks) {
            out.write(DATA);
            out.write(json.writeValueAsBytes(chunk));
            out.write(END_OF_EVENT);
        }
    }
}
