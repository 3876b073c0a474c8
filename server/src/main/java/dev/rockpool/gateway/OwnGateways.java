package dev.rockpool.gateway;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountDetail;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.Role;
import dev.rockpool.storage.Database;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Whether members may connect gateways of their own. The setting `rockpool.gateway.own` says so until an
/// administrator has said otherwise.
@Component
class OwnGateways implements AccountDetail {

    private final Database database;
    private final GatewayRepository rows;
    private final GatewaySet set;
    private final GatewayProperties properties;
    private final GatewayJournal journal;

    OwnGateways(
            Database database,
            GatewayRepository rows,
            GatewaySet set,
            GatewayProperties properties,
            GatewayJournal journal) {
        this.database = database;
        this.rows = rows;
        this.set = set;
        this.properties = properties;
        this.journal = journal;
    }

    /// The rule in force.
    ///
    /// @param allowed whether members may have gateways of their own
    /// @param privateAddresses whether those may be in private networks, which is set in the server's environment
    record Rule(boolean allowed, boolean privateAddresses) {}

    Rule rule() {
        return new Rule(set.ownAllowed(), properties.privateAddresses());
    }

    Rule allow(AccountId administrator, boolean allowed) {
        database.inTransaction(() -> {
            rows.allowOwn(allowed);
            journal.note(administrator, "gateway_changed", "own", Map.of("allowed", allowed));
        });
        set.refresh();
        return rule();
    }

    @Override
    public String name() {
        return "canAddGateway";
    }

    @Override
    public Object value(Account account) {
        return account.role() == Role.ADMINISTRATOR || account.role() == Role.MEMBER && set.ownAllowed();
    }
}
