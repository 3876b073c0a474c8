package dev.rockpool.gateway;

import dev.rockpool.account.AccountId;
import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcement.Topic;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.gateway.CallerRoles.Caller;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.storage.IdText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The gateways this server talks to, and who may use which.
///
/// A gateway that is dead or slow holds up nobody but those who talk to it: each has its own client and is looked
/// at on a thread of its own.
@Component
public class Gateways implements Announcements.Listener {

    private static final GatewayLookup.Refused GONE = new GatewayLookup.Refused(
            "gone:gateway",
            "The gateway of this chat is not connected to this server any more. Start a new chat to go on.");

    private final GatewaySet set;
    private final CallerRoles roles;

    Gateways(GatewaySet set, CallerRoles roles, Announcements announcements) {
        this.set = set;
        this.roles = roles;
        announcements.listen(this);
    }

    /// The gateway of a chat, for its owner.
    ///
    /// @param id the gateway's id as the chat has it, `null` for a chat older than those
    public GatewayLookup find(AccountId owner, @Nullable String id) {
        return find(roles.caller(owner), id == null ? set.builtIn().id() : new GatewayId(id));
    }

    private GatewayLookup find(Caller caller, GatewayId id) {
        return set.find(id, gateway -> caller.mayUse(gateway.config()))
                .map(gateway -> lookup(caller, gateway))
                .orElse(GONE);
    }

    private GatewayLookup lookup(Caller caller, Gateway gateway) {
        GatewayConfig config = gateway.config();
        GatewayProblem fault = config.fault();
        if (!caller.mayUse(config)) {
            return config.source() == GatewaySource.OWN ? GONE : refused("forbidden", gateway, "is not for you");
        }
        if (config.source() == GatewaySource.OWN && !set.ownAllowed()) {
            return refused("disabled", gateway, "is your own, and those have been switched off here");
        }
        if (!config.enabled()) {
            return refused("disabled", gateway, "is switched off");
        }
        return fault == null
                ? new GatewayLookup.Found(gateway)
                : new GatewayLookup.Refused("misconfigured:gateway", fault.sentence());
    }

    private static GatewayLookup.Refused refused(String kind, Gateway gateway, String why) {
        return new GatewayLookup.Refused(
                kind + ":gateway",
                "The gateway ‘%s’ of this chat %s. Ask an administrator, or start a new chat."
                        .formatted(gateway.name(), why));
    }

    /// The agent a new chat gets.
    ///
    /// @param name who was asked for, `null` for whoever is usual
    public ChosenAgent choose(AccountId account, @Nullable AgentName name) {
        Caller caller = roles.caller(account);
        if (name == null || name.gateway() == null) {
            Gateway usual = defaultFor(caller);
            if (!caller.mayUse(usual.config())) {
                return new ChosenAgent(
                        usual.id(), usual.defaultAgent(), "No agent here is for you. Ask an administrator.");
            }
            return chosen(usual, name == null ? usual.defaultAgent() : name.agent());
        }
        // What one may not use and what there is not are the same, or ids could be found out.
        return find(caller, name.gateway()) instanceof GatewayLookup.Found(Gateway gateway)
                ? chosen(gateway, name.agent())
                : new ChosenAgent(
                        name.gateway(),
                        name.agent(),
                        "There is no such gateway, or you may not use it. Choose one of those /api/models lists.");
    }

    private static ChosenAgent chosen(Gateway gateway, AgentId agent) {
        return new ChosenAgent(
                gateway.id(),
                agent,
                gateway.offers(agent)
                        ? null
                        : "There is no agent '%s' at the gateway '%s'. Choose one of those /api/models lists."
                                .formatted(agent.value(), gateway.name()));
    }

    /// The gateways an account may start chats at, its default first; never empty.
    List<Gateway> visibleTo(AccountId account) {
        return visibleTo(roles.caller(account)).toList();
    }

    /// Whether its agents may be shown to the account. There is always a gateway to tell the state of, even where
    /// none is for the account.
    boolean isFor(AccountId account, Gateway gateway) {
        return roles.caller(account).mayUse(gateway.config());
    }

    private Gateway defaultFor(Caller caller) {
        return visibleTo(caller).findFirst().orElseGet(set::builtIn);
    }

    /// The demo agent is there for want of anything else.
    private Stream<Gateway> visibleTo(Caller caller) {
        List<Gateway> usable = set.all().stream()
                .filter(gateway -> gateway.config().source() != GatewaySource.DEMO)
                .filter(gateway -> lookup(caller, gateway) instanceof GatewayLookup.Found)
                .sorted(Comparator.comparingInt(Gateways::rank))
                .toList();
        return usable.isEmpty() ? Stream.of(set.builtIn()) : usable.stream();
    }

    private static int rank(Gateway gateway) {
        return switch (gateway.config().source()) {
            case OWN -> gateway.config().isDefault() ? 0 : 4;
            case SHARED -> gateway.config().isDefault() ? 1 : 3;
            case ENVIRONMENT, DEMO -> 2;
        };
    }

    /// The gateway at which to delete a session, whoever it belonged to.
    ///
    /// @param id the gateway's id as the chat had it, `null` for a chat older than those
    /// @return empty when it cannot be talked to, now or ever
    public Optional<Gateway> forErasing(@Nullable String id) {
        return set.find(id == null ? set.builtIn().id() : new GatewayId(id))
                .filter(gateway -> gateway.config().isUsed());
    }

    /// Whether the gateway was removed, so that nothing at it can ever be reached again.
    public boolean isRemoved(@Nullable String id) {
        return id != null && IdText.isUuid(id) && set.find(new GatewayId(id)).isEmpty();
    }

    @Override
    public void heard(List<Announcement> batch) {
        if (batch.stream().anyMatch(what -> what.topic() == Topic.GATEWAY)) {
            set.refreshSoon();
        }
    }

    @Override
    public void missed() {
        set.refreshSoon();
    }
}
