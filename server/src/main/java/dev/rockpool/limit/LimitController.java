package dev.rockpool.limit;

import dev.rockpool.account.Administrator;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Shows and sets what each role may do.
@RestController
@RequestMapping("/api/limits")
class LimitController {

    private final RoleLimits limits;

    LimitController(RoleLimits limits) {
        this.limits = limits;
    }

    record Body(List<RoleLimit> limits) {}

    @GetMapping
    Body limits(Administrator caller) {
        return new Body(limits.all());
    }

    @PutMapping
    Body change(Administrator caller, @RequestBody JsonNode body) {
        return new Body(limits.change(caller.id(), LimitsBody.parse(body)));
    }
}
