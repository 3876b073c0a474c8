package dev.rockpool.gateway;

import dev.rockpool.account.Administrator;
import dev.rockpool.account.Member;
import dev.rockpool.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Connects gateways, tries them out, changes and removes them: administrators those that all share, members their
/// own. No answer holds a token.
@RestController
@RequestMapping("/api/gateways")
class GatewayController {

    private final GatewayService gateways;
    private final GatewayTrials trials;
    private final OwnGateways own;

    GatewayController(GatewayService gateways, GatewayTrials trials, OwnGateways own) {
        this.gateways = gateways;
        this.trials = trials;
        this.own = own;
    }

    @GetMapping
    List<GatewayView> list(Member caller) {
        return gateways.list(caller.account());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    GatewayView add(Member caller, @RequestBody JsonNode body) {
        return gateways.add(caller.account(), body);
    }

    @PatchMapping("/{id}")
    GatewayView change(Member caller, @PathVariable String id, @RequestBody JsonNode body) {
        return gateways.change(caller.account(), id(id), body);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Member caller, @PathVariable String id, @RequestParam(defaultValue = "") String chats) {
        gateways.remove(caller.account(), id(id), chats.equals("keep"));
    }

    @PostMapping("/test")
    GatewayTester.Result test(Member caller, @RequestBody JsonNode body) {
        return trials.test(caller.account(), body);
    }

    /// With a body it is tried as it would be with those changes.
    @PostMapping("/{id}/test")
    GatewayTester.Result test(
            Member caller, @PathVariable String id, @RequestBody(required = false) @Nullable JsonNode body) {
        return trials.test(caller.account(), id(id), body);
    }

    @GetMapping("/own")
    OwnGateways.Rule own(Administrator caller) {
        return own.rule();
    }

    @PutMapping("/own")
    OwnGateways.Rule allowOwn(Administrator caller, @RequestBody JsonNode body) {
        if (!body.path("allowed").isBoolean()) {
            throw Problem.badField("allowed", "The field 'allowed' must be true or false.");
        }
        return own.allow(caller.id(), body.path("allowed").booleanValue());
    }

    private static GatewayId id(String id) {
        if (!GatewayId.isValid(id)) {
            throw Problem.badField(
                    "id", "The id of a gateway is a UUID in lower case, or 'environment'. It is in /api/gateways.");
        }
        return new GatewayId(id);
    }
}
