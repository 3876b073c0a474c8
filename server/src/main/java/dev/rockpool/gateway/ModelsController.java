package dev.rockpool.gateway;

import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells which agents there are to talk to, and how their gateway is.
@RestController
class ModelsController {

    /// What the model selector and the banners are made of.
    record Models(List<Choice> models, String defaultModel, GatewayStatus gateway) {}

    /// An agent to choose.
    record Choice(String id, String name) {}

    private final Gateways gateways;

    ModelsController(Gateways gateways) {
        this.gateways = gateways;
    }

    @GetMapping("/api/models")
    ResponseEntity<Models> models() {
        List<Choice> choices = gateways.agents().stream()
                .map(agent -> new Choice(agent.id().value(), agent.name()))
                .toList();
        Models models = new Models(choices, gateways.defaultAgent().value(), gateways.status());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(models);
    }
}
