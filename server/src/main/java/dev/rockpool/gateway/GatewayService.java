package dev.rockpool.gateway;

import dev.rockpool.account.Account;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/// Connects, changes and removes gateways for whoever looks after them.
@Service
class GatewayService {

    private static final int MAX_SHARED = 50;
    private static final int MAX_OWN = 5;

    private final Database database;
    private final GatewayRepository rows;
    private final StoredGateways stored;
    private final GatewaySet set;
    private final GatewayRights rights;
    private final GatewayChats chats;
    private final GatewayJournal journal;
    private final Clock clock;

    GatewayService(
            Database database,
            GatewayRepository rows,
            StoredGateways stored,
            GatewaySet set,
            GatewayRights rights,
            GatewayChats chats,
            GatewayJournal journal,
            Clock clock) {
        this.database = database;
        this.rows = rows;
        this.stored = stored;
        this.set = set;
        this.rights = rights;
        this.chats = chats;
        this.journal = journal;
        this.clock = clock;
    }

    /// The gateways the caller looks after; to administrators the environment's too, which nobody can change here.
    List<GatewayView> list(Account caller) {
        List<Gateway> mine = set.all().stream()
                .filter(gateway -> GatewayRights.sees(caller, gateway))
                .toList();
        // All at once: each may take a moment for its first look.
        mine.forEach(Gateway::lookSoon);
        return mine.stream().map(this::view).toList();
    }

    private GatewayView view(Gateway gateway) {
        boolean isDefault = gateway.config().source() == GatewaySource.ENVIRONMENT
                ? set.all().stream().noneMatch(GatewayService::isDefaultForAll)
                : gateway.config().isDefault();
        return GatewayView.of(gateway, isDefault);
    }

    private static boolean isDefaultForAll(Gateway gateway) {
        GatewayConfig config = gateway.config();
        return config.source() == GatewaySource.SHARED && config.isDefault() && config.isUsed();
    }

    /// @throws Problem when a field is wrong, or the caller may not connect gateways
    GatewayView add(Account caller, JsonNode body) {
        rights.checkMayConnect(caller);
        for (String field : List.of("name", "url")) {
            if (body.isObject() && !body.has(field)) {
                throw Problem.badField(field, "The field '" + field + "' is missing.");
            }
        }
        GatewayForm form = GatewayForm.read(body, GatewayRow.emptyFor(caller, clock.instant()));
        OwnAddress.check(form.row(), stored);
        GatewayRow row = stored.sealed(form);
        database.inTransaction(() -> {
            checkRoomFor(row);
            rows.insert(row);
            Map<String, String> details =
                    Map.of("name", row.name(), "source", row.source().word());
            journal.note(caller.id(), "gateway_added", row.id().value(), details);
        });
        return shown(row.id());
    }

    private void checkRoomFor(GatewayRow row) {
        int limit = row.owner() == null ? MAX_SHARED : MAX_OWN;
        if (rows.count(row.owner()) >= limit) {
            throw GatewayRights.conflict("There are " + limit + " gateways already. Remove one first.");
        }
    }

    /// @throws Problem when a field is wrong, or there is no such gateway for the caller, or it is the environment's
    GatewayView change(Account caller, GatewayId id, JsonNode body) {
        rights.checkMayConnect(caller);
        database.inTransaction(() -> {
            GatewayRow before = rights.editable(caller, id);
            GatewayForm form = GatewayForm.read(body, before);
            OwnAddress.check(form.row(), stored);
            List<String> fields = form.changedFrom(before);
            if (!fields.isEmpty()) {
                rows.update(stored.sealed(form));
                journal.note(
                        caller.id(), "gateway_changed", id.value(), Map.of("name", before.name(), "fields", fields));
            }
        });
        return shown(id);
    }

    /// The table is read at once, so that the answer and the next call know of the change.
    private GatewayView shown(GatewayId id) {
        set.refresh();
        return set.find(id).map(this::view).orElseThrow(GatewayRights::unknown);
    }

    /// Removes the gateway and forgets its token. Its chats stay, and say that it is gone.
    ///
    /// @param keepChats whether that is what the caller wants
    /// @throws Problem as [#change], and when there are chats and the caller has not said what to do about them
    void remove(Account caller, GatewayId id, boolean keepChats) {
        long count = chats.count(id);
        database.inTransaction(() -> {
            GatewayRow row = rights.editable(caller, id);
            if (count > 0 && !keepChats) {
                throw GatewayRights.conflict(withChats(row, count));
            }
            rows.delete(id);
            journal.note(caller.id(), "gateway_removed", id.value(), Map.of("name", row.name(), "chats", count));
        });
        set.refresh();
    }

    private static String withChats(GatewayRow row, long count) {
        return count + (count == 1 ? " chat talks" : " chats talk") + " to the gateway ‘" + row.name()
                + "’. They can be read afterwards, but get no answers any more. To remove it nevertheless, say"
                + " chats=keep.";
    }
}
