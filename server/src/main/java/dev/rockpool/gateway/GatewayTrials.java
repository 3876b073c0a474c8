package dev.rockpool.gateway;

import dev.rockpool.account.Account;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/// Tries gateways out, as they are stored or as they would be, and stores nothing.
@Service
class GatewayTrials {

    private final Database database;
    private final StoredGateways stored;
    private final GatewaySet set;
    private final GatewayRights rights;
    private final GatewayTester tester;
    private final GatewayJournal journal;
    private final Clock clock;

    GatewayTrials(
            Database database,
            StoredGateways stored,
            GatewaySet set,
            GatewayRights rights,
            GatewayTester tester,
            GatewayJournal journal,
            Clock clock) {
        this.database = database;
        this.stored = stored;
        this.set = set;
        this.rights = rights;
        this.tester = tester;
        this.journal = journal;
        this.clock = clock;
    }

    /// Tries out a gateway that is not stored.
    ///
    /// @throws Problem when a field is wrong, or the caller may not connect gateways
    GatewayTester.Result test(Account caller, JsonNode body) {
        rights.checkMayConnect(caller);
        if (body.isObject() && !body.has("url")) {
            throw Problem.badField("url", "The field 'url' is missing.");
        }
        GatewayForm form = GatewayForm.read(body, GatewayRow.emptyFor(caller, clock.instant()));
        OwnAddress.check(form.row(), stored);
        return test(caller, "-", settings(form, null), form.row().source());
    }

    /// Tries out a gateway as it is, or as it would be with the changes of `body`.
    ///
    /// @throws Problem as above, and when there is no such gateway for the caller, or its token cannot be read
    GatewayTester.Result test(Account caller, GatewayId id, @Nullable JsonNode body) {
        if (rights.isEnvironment(caller, id)) {
            GatewayConfig environment = set.builtIn().config();
            return test(caller, id.value(), environment.settings(), environment.source());
        }
        rights.checkMayConnect(caller);
        GatewayRow row = database.inTransaction(() -> rights.editable(caller, id));
        GatewayForm form = body == null ? new GatewayForm(row, new GatewayToken.Kept()) : GatewayForm.read(body, row);
        OwnAddress.check(form.row(), stored);
        GatewayConfig config = stored.config(form.row());
        if (form.token() instanceof GatewayToken.Kept && config.fault() != null) {
            throw GatewayRights.conflict(config.fault().sentence());
        }
        return test(caller, id.value(), settings(form, config.settings().credential()), row.source());
    }

    private GatewaySettings settings(GatewayForm form, @Nullable Credential kept) {
        return stored.settings(
                form.row(),
                switch (form.token()) {
                    case GatewayToken.Kept _ -> kept;
                    case GatewayToken.Removed _ -> null;
                    case GatewayToken.Given(Credential credential) -> credential;
                });
    }

    private GatewayTester.Result test(Account caller, String subject, GatewaySettings settings, GatewaySource source) {
        GatewayTester.Result result = tester.test(settings, source);
        journal.note(caller.id(), "gateway_tested", subject, Map.of("ok", result.ok()));
        return result;
    }
}
