package dev.rockpool.gateway;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.Role;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.SessionRouting;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A gateway as it is stored.
///
/// @param owner whose own it is, `null` for one that administrators share
/// @param credential its token, encrypted; `null` when it wants none
/// @param agents the agents offered, empty for all
/// @param roles the roles that may use it besides administrators, empty for all
record GatewayRow(
        GatewayId id,
        @Nullable AccountId owner,
        String name,
        URI url,
        @Nullable String credential,
        SessionRouting routing,
        boolean enabled,
        List<AgentId> agents,
        Set<Role> roles,
        @Nullable AgentId defaultAgent,
        boolean isDefault,
        Instant createdAt) {

    /// One that is yet to be described: an administrator's is for all.
    static GatewayRow emptyFor(Account caller, Instant now) {
        return new GatewayRow(
                GatewayId.next(),
                caller.role() == Role.ADMINISTRATOR ? null : caller.id(),
                "New gateway",
                URI.create("http://localhost"),
                null,
                SessionRouting.AUTO,
                true,
                List.of(),
                Set.of(),
                null,
                false,
                now);
    }

    GatewaySource source() {
        return owner == null ? GatewaySource.SHARED : GatewaySource.OWN;
    }

    /// What the token is encrypted for: in another row it would not open.
    static String purposeOf(GatewayId id) {
        return "gateway:" + id;
    }

    GatewayRow withCredential(@Nullable String other) {
        return new GatewayRow(
                id, owner, name, url, other, routing, enabled, agents, roles, defaultAgent, isDefault, createdAt);
    }

    /// Never shows the token, not even encrypted.
    @Override
    public String toString() {
        return "GatewayRow[" + id + ", " + source() + "]";
    }
}
