package dev.rockpool.gateway;

import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.OpenClawClient;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/// One client per gateway, kept for as long as the server runs: what a client has learnt about its gateway
/// stays known.
@Component
class GatewayClients {

    private final ConcurrentMap<GatewaySettings, OpenClawClient> clients = new ConcurrentHashMap<>();
    private volatile Runnable lost = () -> {};

    /// Has a task run, on whatever thread, when a turn could not reach its gateway.
    void onLost(Runnable task) {
        lost = task;
    }

    OpenClawClient client(GatewaySettings gateway) {
        return clients.computeIfAbsent(gateway, OpenClawClient::new);
    }

    AgentTransport transport(GatewaySettings gateway) {
        return new HttpAgentTransport(client(gateway), () -> lost.run());
    }

    @PreDestroy
    void close() {
        clients.values().forEach(OpenClawClient::close);
    }
}
