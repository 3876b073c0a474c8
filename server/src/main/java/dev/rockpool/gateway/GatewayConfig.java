package dev.rockpool.gateway;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.Role;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.GatewaySettings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One gateway as it is set up.
///
/// @param owner whose own it is, `null` when it is nobody's
/// @param settings where it is, with its token in the clear
/// @param agents the agents that are offered, empty for all
/// @param roles the roles that may use it besides administrators, empty for all
/// @param defaultAgent the agent of chats that choose none, `null` for the usual one
/// @param isDefault whether it is the first choice, of all or of its owner
/// @param fault why it cannot be used as it is stored, `null` when it can
record GatewayConfig(
        GatewayId id,
        GatewaySource source,
        @Nullable AccountId owner,
        GatewaySettings settings,
        List<AgentId> agents,
        Set<Role> roles,
        @Nullable AgentId defaultAgent,
        boolean enabled,
        boolean isDefault,
        @Nullable GatewayProblem fault) {

    String name() {
        return settings.name();
    }

    /// Whether there is any sense in talking to it.
    boolean isUsed() {
        return enabled && fault == null;
    }

    /// Whether somebody with this role may use it, were it not somebody else's own.
    boolean isFor(Role role) {
        return roles.isEmpty() || role == Role.ADMINISTRATOR || roles.contains(role);
    }
}
