package dev.rockpool.gateway;

import dev.rockpool.account.Role;
import dev.rockpool.gateway.GatewayDiscovery.Found;
import dev.rockpool.gateway.GatewayWatch.Origin;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.OpenClawClient;
import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// The one gateway that is not stored: that of the server's environment, else the demo agent.
@Component
class EnvironmentGateway implements AutoCloseable {

    private final @Nullable DemoAgent demo;
    private final Gateway gateway;

    @Autowired
    EnvironmentGateway(Environment environment, GatewayProperties properties, Clock clock) {
        this(
                new GatewayDiscovery(
                                environment::getProperty,
                                Path.of(environment.getProperty("user.home", ".")),
                                properties)
                        .find(),
                properties,
                clock);
    }

    EnvironmentGateway(Found found, GatewayProperties properties, Clock clock) {
        switch (found) {
            case Found.Gateway(var settings, var configFile, var chatEndpointOff) -> {
                this.demo = null;
                this.gateway = gateway(
                        config(GatewayId.ENVIRONMENT, GatewaySource.ENVIRONMENT, settings, properties),
                        new Origin(configFile, chatEndpointOff, null),
                        clock);
            }
            case Found.Nothing(String problem) -> {
                this.demo = new DemoAgent();
                this.gateway = gateway(
                        config(GatewayId.DEMO, GatewaySource.DEMO, demo.settings(), properties),
                        new Origin(null, false, problem),
                        clock);
            }
        }
    }

    private static GatewayConfig config(
            GatewayId id, GatewaySource source, GatewaySettings settings, GatewayProperties properties) {
        List<AgentId> agents = properties.agents().stream()
                .filter(AgentId::isValid)
                .map(AgentId::of)
                .toList();
        AgentId standard = AgentId.isValid(properties.defaultAgent()) ? AgentId.of(properties.defaultAgent()) : null;
        return new GatewayConfig(id, source, null, settings, agents, roles(properties), standard, true, false, null);
    }

    private static Set<Role> roles(GatewayProperties properties) {
        try {
            return properties.roles().stream().map(String::strip).map(Role::of).collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ROCKPOOL_GATEWAY_ROLES must list 'guest', 'member' or 'administrator'.", e);
        }
    }

    private static Gateway gateway(GatewayConfig config, Origin origin, Clock clock) {
        OpenClawClient client = new OpenClawClient(config.settings());
        return new Gateway(config, new GatewayWatch(config, client, origin, clock));
    }

    Gateway gateway() {
        return gateway;
    }

    @Override
    @PreDestroy
    public void close() {
        gateway.watch().close();
        gateway.watch().client().close();
        if (demo != null) {
            demo.close();
        }
    }
}
