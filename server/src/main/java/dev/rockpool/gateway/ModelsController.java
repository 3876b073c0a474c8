package dev.rockpool.gateway;

import dev.rockpool.account.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells which agents the caller may talk to, and how their gateways are.
@RestController
class ModelsController {

    /// What the model selector and the banners are made of.
    ///
    /// @param defaultModel the agent of chats that choose none
    /// @param gateway the default gateway
    /// @param gateways all that the caller may use, the default first
    record Models(List<Choice> models, String defaultModel, GatewayStatus gateway, List<Summary> gateways) {}

    /// An agent to choose.
    ///
    /// @param id what is sent to choose it: the agent's id alone at the default gateway, else with its gateway's
    record Choice(String id, String name, At gateway) {}

    /// Where an agent is.
    record At(GatewayId id, String name) {}

    /// A gateway one may use.
    record Summary(
            GatewayId id,
            String name,
            boolean reachable,
            @Nullable String problem,
            boolean demo) {}

    private final Gateways gateways;

    ModelsController(Gateways gateways) {
        this.gateways = gateways;
    }

    @GetMapping("/api/models")
    Models models(AccountId caller) {
        List<Gateway> visible = gateways.visibleTo(caller);
        // All at once: each may take a moment for its first look.
        visible.forEach(Gateway::lookSoon);
        Gateway standard = visible.getFirst();
        return new Models(
                visible.stream()
                        .filter(gateway -> gateways.isFor(caller, gateway))
                        .flatMap(gateway ->
                                gateway.agents().stream().map(agent -> choice(gateway, agent, gateway == standard)))
                        .toList(),
                standard.defaultAgent().value(),
                standard.status(),
                visible.stream().map(ModelsController::summary).toList());
    }

    private static Choice choice(Gateway gateway, AgentChoice agent, boolean isDefault) {
        AgentName name = new AgentName(isDefault ? null : gateway.id(), agent.id());
        return new Choice(name.toString(), agent.name(), new At(gateway.id(), gateway.name()));
    }

    private static Summary summary(Gateway gateway) {
        GatewayStatus status = gateway.status();
        return new Summary(gateway.id(), gateway.name(), status.reachable(), status.problem(), status.demo());
    }
}
