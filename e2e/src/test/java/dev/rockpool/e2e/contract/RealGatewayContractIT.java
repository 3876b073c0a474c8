package dev.rockpool.e2e.contract;

import dev.rockpool.e2e.openclaw.ModelTurn;
import dev.rockpool.e2e.openclaw.NeedsOpenClaw;
import dev.rockpool.e2e.openclaw.RealGateway;
import dev.rockpool.e2e.openclaw.ScriptedProvider;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/// The contract on the real OpenClaw gateway: what keeps the simulator honest.
@NeedsOpenClaw
class RealGatewayContractIT extends GatewayContract {

    private final ScriptedProvider provider = ScriptedProvider.start();
    private final RealGateway gateway = RealGateway.start(provider);

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
    }

    @Override
    protected Target target() {
        GatewaySettings settings = GatewaySettings.of("OpenClaw", gateway.url(), new Credential(gateway.token()));
        List<AgentId> agents = RealGateway.AGENTS.stream().map(AgentId::of).toList();
        return new Target(settings, agents, new Witness() {
            @Override
            public List<String> shownUserTexts(String marker) {
                return turnAbout(marker).map(ModelTurn::userTexts).orElse(List.of());
            }

            @Override
            public List<String> shownSystemTexts(String marker) {
                return turnAbout(marker).map(ModelTurn::system).map(List::of).orElse(List.of());
            }
        });
    }

    private Optional<ModelTurn> turnAbout(String marker) {
        return provider.turnsAbout(marker).stream().findFirst();
    }
}
