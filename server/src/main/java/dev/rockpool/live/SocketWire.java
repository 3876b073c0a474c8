package dev.rockpool.live;

import io.micrometer.core.instrument.Counter;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Writes frames as JSON text messages, in pieces: each may take as long as a blocking send of the session
/// may, so a slow browser is one that takes nothing at all for that long.
final class SocketWire implements Wire {

    private static final int PIECE = 8 * 1024;
    private static final Logger log = LoggerFactory.getLogger(SocketWire.class);

    private final Session session;
    private final JsonMapper json;
    private final Counter frames;

    SocketWire(Session session, JsonMapper json, Counter frames) {
        this.session = session;
        this.json = json;
        this.frames = frames;
    }

    @Override
    public void send(LiveFrame frame) throws IOException {
        try {
            write(encodable(json.writeValueAsString(frame)));
        } catch (IllegalStateException e) {
            throw new IOException("The session is closed.", e);
        }
        frames.increment();
    }

    private void write(String text) throws IOException {
        int start = 0;
        while (text.length() - start > PIECE) {
            int end = start + PIECE;
            // A character of two halves must not be torn apart.
            end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
            session.getBasicRemote().sendText(text.substring(start, end), false);
            start = end;
        }
        session.getBasicRemote().sendText(text.substring(start), true);
    }

    /// Writes halves of characters as JSON escapes: UTF-8 has no bytes for them, and a gateway may well cut
    /// an emoji in two.
    static String encodable(String json) {
        StringBuilder escaped = null;
        int copied = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < json.length() && Character.isLowSurrogate(json.charAt(i + 1))) {
                i++;
                continue;
            }
            escaped = escaped == null ? new StringBuilder(json.length() + 64) : escaped;
            escaped.append(json, copied, i).append("\\u").append(Integer.toHexString(c));
            copied = i + 1;
        }
        return escaped == null
                ? json
                : escaped.append(json, copied, json.length()).toString();
    }

    /// Closes the session, whatever state it is in.
    void close(CloseReason.CloseCode code, String reason) {
        try {
            if (session.isOpen()) {
                session.close(new CloseReason(code, reason));
            }
        } catch (IOException | IllegalStateException e) {
            log.debug("socket={} was gone before it was closed: {}", session.getId(), e.toString());
        }
    }
}
