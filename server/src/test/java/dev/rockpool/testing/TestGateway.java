package dev.rockpool.testing;

import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;

/// The gateway every test server talks to: one simulator for all, as a gateway serves many.
public final class TestGateway {

    private static final GatewaySimulator SIMULATOR = GatewaySimulator.start(
            SimulatorOptions.of(Dialect.CURRENT).withAgents("main", "ops").withGap(Duration.ofMillis(1)));

    private TestGateway() {}

    public static GatewaySimulator simulator() {
        return SIMULATOR;
    }

    /// The turns the agent was shown in a session, oldest first.
    public static List<SimulatedTurn> turns(String agent, String sessionKey) {
        String listed = "agent:" + agent + ":" + sessionKey;
        return SIMULATOR.turns().stream()
                .filter(turn -> turn.sessionKey().equals(listed))
                .toList();
    }
}
