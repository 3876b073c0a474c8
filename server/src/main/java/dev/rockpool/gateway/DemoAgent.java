package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatorOptions;

/// The gateway that is there when there is none: a simulator inside this process, reached over the loopback
/// address like any other.
final class DemoAgent implements AutoCloseable {

    static final String NAME = "demo agent";
    static final AgentId AGENT = AgentId.of("demo");

    private final GatewaySimulator simulator =
            GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT).withAgents(AGENT.value()));

    GatewaySettings settings() {
        return GatewaySettings.of(NAME, simulator.url(), new Credential(simulator.token()));
    }

    @Override
    public void close() {
        simulator.close();
    }
}
