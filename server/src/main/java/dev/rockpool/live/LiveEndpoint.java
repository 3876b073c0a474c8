package dev.rockpool.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// What the container calls about one connection, on its own threads: hands everything to the
/// [LiveSocket].
final class LiveEndpoint extends Endpoint {

    private static final Logger log = LoggerFactory.getLogger(LiveEndpoint.class);

    private final Function<Session, Optional<LiveSocket>> opener;
    private final JsonMapper json;
    private volatile @Nullable LiveSocket socket;

    /// @param opener makes the socket of a new session, or closes that
    LiveEndpoint(Function<Session, Optional<LiveSocket>> opener, JsonMapper json) {
        this.opener = opener;
        this.json = json;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        opener.apply(session).ifPresent(opened -> {
            socket = opened;
            opened.start();
            session.addMessageHandler(String.class, message -> hear(opened, message));
        });
    }

    private void hear(LiveSocket opened, String message) {
        try {
            opened.hear(LiveCommand.parse(json, message));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        LiveSocket closed = socket;
        if (closed != null) {
            closed.gone();
        }
    }

    /// A connection that breaks is nothing unusual; [#onClose] follows.
    @Override
    public void onError(Session session, Throwable failure) {
        log.debug("socket={} broke: {}", session.getId(), failure.toString());
    }
}
