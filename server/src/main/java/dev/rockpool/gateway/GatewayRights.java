package dev.rockpool.gateway;

import dev.rockpool.account.Account;
import dev.rockpool.account.Role;
import dev.rockpool.problem.Problem;
import org.springframework.stereotype.Component;

/// Who looks after which gateways: administrators after those that all share, members after their own. What is
/// somebody else's own is not there for anybody.
@Component
class GatewayRights {

    private final GatewaySet set;
    private final GatewayRepository rows;

    GatewayRights(GatewaySet set, GatewayRepository rows) {
        this.set = set;
        this.rows = rows;
    }

    static boolean isAdministrator(Account caller) {
        return caller.role() == Role.ADMINISTRATOR;
    }

    /// Whether the caller looks after it, or at least may see how it is.
    static boolean sees(Account caller, Gateway gateway) {
        return switch (gateway.config().source()) {
            case ENVIRONMENT, SHARED -> isAdministrator(caller);
            case OWN -> caller.id().equals(gateway.config().owner());
            case DEMO -> false;
        };
    }

    /// @throws Problem unless the caller may connect gateways
    void checkMayConnect(Account caller) {
        if (!isAdministrator(caller) && !set.ownAllowed()) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN,
                    "account",
                    "Only administrators can connect gateways on this server. Ask one of them.");
        }
    }

    /// Whether it is the one of the server's environment, for somebody who may know that.
    boolean isEnvironment(Account caller, GatewayId id) {
        return id.equals(GatewayId.ENVIRONMENT) && id.equals(set.builtIn().id()) && isAdministrator(caller);
    }

    /// The gateway's row, locked until the caller's transaction ends.
    ///
    /// @throws Problem when there is no such gateway for the caller, or it is the environment's
    GatewayRow editable(Account caller, GatewayId id) {
        if (isEnvironment(caller, id)) {
            throw conflict("This gateway is set up in the server's environment. Change OPENCLAW_GATEWAY_URL and"
                    + " OPENCLAW_GATEWAY_TOKEN there and restart the server.");
        }
        return rows.lock(id)
                .filter(row -> row.owner() == null
                        ? isAdministrator(caller)
                        : row.owner().equals(caller.id()))
                .orElseThrow(GatewayRights::unknown);
    }

    static Problem unknown() {
        return Problem.of(Problem.Kind.NOT_FOUND, "gateway", "There is no such gateway. It may have been removed.");
    }

    static Problem conflict(String sentence) {
        return Problem.of(Problem.Kind.CONFLICT, "gateway", sentence);
    }
}
