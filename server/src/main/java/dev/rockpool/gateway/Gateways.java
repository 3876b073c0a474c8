package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import java.net.URI;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Which gateway this server talks to, and how it is.
@Component
public class Gateways {

    private final GatewaySettings current;

    Gateways(Environment environment) {
        String url = environment.getProperty("OPENCLAW_GATEWAY_URL", "http://127.0.0.1:18789");
        String token = environment.getProperty("OPENCLAW_GATEWAY_TOKEN", "");
        this.current = GatewaySettings.of("OpenClaw", URI.create(url), token.isEmpty() ? null : new Credential(token));
    }

    /// The gateway in use.
    public GatewaySettings current() {
        return current;
    }

    /// How it was when last looked at. Returns at once.
    public GatewayStatus status() {
        return new GatewayStatus(current.name(), false, false, null, null, null);
    }

    /// The agents one can choose, as last known; never empty. Returns at once.
    public List<AgentChoice> agents() {
        return List.of(new AgentChoice(AgentId.MAIN, AgentId.MAIN.value()));
    }

    /// The agent of a chat that names none.
    public AgentId defaultAgent() {
        return agents().getFirst().id();
    }

    /// Whether this agent can be chosen.
    public boolean offers(AgentId agent) {
        return agents().stream().anyMatch(choice -> choice.id().equals(agent));
    }
}
