package dev.rockpool.e2e.contract;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/// The contract on the simulator.
abstract class SimulatorContract extends GatewayContract {
    private final GatewaySimulator simulator;
    private final List<AgentId> agents;

    SimulatorContract(Dialect dialect, String... agents) {
        this.agents = List.of(agents).stream().map(AgentId::of).toList();
        this.simulator = GatewaySimulator.start(
                SimulatorOptions.of(dialect).withAgents(agents).withGap(Duration.ofMillis(1)));
    }

    @AfterAll
    void stop() {
        simulator.close();
    }

    @Override
    protected Target target() {
        var settings = GatewaySettings.of("Simulator", simulator.url(), new Credential(simulator.token()));
        return new Target(settings, agents, new Witness() {
            @Override
            public List<String> shownUserTexts(String marker) {
                return turnAbout(marker).map(SimulatedTurn::shownUserTexts).orElse(List.of());
            }

            @Override
            public List<String> shownSystemTexts(String marker) {
                return turnAbout(marker)
                        .map(SimulatedTurn::systemNote)
                        .map(List::of)
                        .orElse(List.of());
            }
        });
    }

    private Optional<SimulatedTurn> turnAbout(String marker) {
        return simulator.turns().stream()
                .filter(turn -> turn.userMessage().contains(marker))
                .findFirst();
    }
}
