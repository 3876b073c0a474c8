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

    static {
        keepConnectionsShorterThanTheGateway();
    }

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

    /// The gateway's web server closes a connection that was idle for five seconds, the JDK's client keeps
    /// it for thirty by default and does not repeat a POST that meets the closing: a message sent just then
    /// would fail for nothing. The client reads this setting once, when it is first used.
    private static void keepConnectionsShorterThanTheGateway() {
        String setting = "jdk.httpclient.keepalive.timeout";
        if (System.getProperty(setting) == null) {
            System.setProperty(setting, "4");
        }
    }

    @PreDestroy
    void close() {
        clients.values().forEach(OpenClawClient::close);
    }
}
