package dev.rockpool.live;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.DeviceId;
import dev.rockpool.account.Devices;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.ChatService;
import dev.rockpool.problem.Problem;
import dev.rockpool.run.RunService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Opens live channels. The handshake is a call like any other: it comes through the same filters and needs
/// an account.
@RestController
class LiveController {

    private static final String PATH = "/api/live";
    private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
    private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";
    private static final long CLOSE_TIMEOUT_MILLIS = 5_000;
    private static final int LONGEST_COMMAND = 2 * 1024;
    private static final int NO_MORE_THAN_A_BYTE = 1;

    private static final Logger log = LoggerFactory.getLogger(LiveController.class);

    private final LiveHub hub;
    private final LiveSettings settings;
    private final LiveSocket.Rooms rooms;
    private final Devices devices;
    private final JsonMapper json;
    private final Counter frames;

    LiveController(
            LiveHub hub,
            LiveSettings settings,
            ChatRepository rows,
            ChatService chats,
            RunService runs,
            Devices devices,
            JsonMapper json,
            MeterRegistry meters) {
        this.hub = hub;
        this.devices = devices;
        this.settings = settings;
        this.rooms = new LiveSocket.Rooms(rows, chats, runs);
        this.json = json;
        this.frames = meters.counter("rockpool.live.frames");
    }

    @GetMapping(PATH)
    void open(AccountId caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            throw Problem.of(Problem.Kind.BAD_REQUEST, "live", "This is the live channel. Open it as a WebSocket.");
        }
        if (!hub.isRunning()) {
            throw Problem.of(Problem.Kind.OFFLINE, "live", "Rockpool is restarting. Connect again in a moment.");
        }
        upgrade(caller, devices.of(request), request, response);
    }

    private void upgrade(
            AccountId caller, Optional<DeviceId> device, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
        // Each socket has these buffers for as long as it is open; commands are short.
        container.setDefaultMaxTextMessageBufferSize(LONGEST_COMMAND);
        container.setDefaultMaxBinaryMessageBufferSize(NO_MORE_THAN_A_BYTE);
        try {
            container.upgradeHttpToWebSocket(request, response, config(caller, device), Map.of());
        } catch (DeploymentException e) {
            throw new IOException("The live channel cannot be opened.", e);
        }
    }

    private ServerEndpointConfig config(AccountId caller, Optional<DeviceId> device) {
        return ServerEndpointConfig.Builder.create(LiveEndpoint.class, PATH)
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(new LiveEndpoint(session -> socket(session, caller, device), json));
                    }

                    /// Compression would cost each socket some 300 KB for as long as it is open.
                    @Override
                    public List<Extension> getNegotiatedExtensions(
                            List<Extension> installed, List<Extension> requested) {
                        return List.of();
                    }
                })
                .build();
    }

    private Optional<LiveSocket> socket(Session session, AccountId caller, Optional<DeviceId> device) {
        session.getUserProperties().put(SEND_TIMEOUT, settings.sendTimeout().toMillis());
        session.getUserProperties().put(CLOSE_TIMEOUT, CLOSE_TIMEOUT_MILLIS);
        SocketWire wire = new SocketWire(session, json, frames);
        LiveSocket socket = new LiveSocket(session.getId(), caller, device, wire, settings, rooms, hub);
        if (hub.add(socket)) {
            return Optional.of(socket);
        }
        log.debug("account={} has too many sockets", caller);
        wire.close(CloseCodes.TRY_AGAIN_LATER, "Too many tabs are open. Close some.");
        return Optional.empty();
    }
}
