package dev.rockpool.gateway;

import dev.rockpool.account.Role;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.GatewayInfo;
import dev.rockpool.openclaw.SessionRouting;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A gateway as whoever looks after it sees it: everything but its token.
///
/// @param readOnly whether it can only be changed outside, in the server's environment
/// @param routing how it is to be told the session
/// @param routingFound how it wants to be, `null` while unknown
/// @param agents the agents offered, `null` for all
/// @param agentsFound the agents it has, `null` while unknown
/// @param roles the roles that may use it besides administrators, `null` for all
/// @param defaultAgent the agent of chats that choose none, `null` for the usual one
/// @param isDefault whether chats that choose no gateway go there
record GatewayView(
        GatewayId id,
        String name,
        URI url,
        GatewaySource source,
        boolean readOnly,
        boolean enabled,
        SessionRouting routing,
        @Nullable SessionRouting routingFound,
        @Nullable List<String> agents,
        @Nullable List<String> agentsFound,
        @Nullable List<String> roles,
        @Nullable String defaultAgent,
        boolean isDefault,
        boolean hasCredential,
        GatewayHealth status) {

    /// @param isDefault as the table has it, or for the environment's as it follows from there
    static GatewayView of(Gateway gateway, boolean isDefault) {
        GatewayConfig config = gateway.config();
        // Waits for the first look, which the rest is of.
        GatewayHealth health = gateway.health();
        GatewayInfo info = gateway.watch().known();
        AgentId standard = config.defaultAgent();
        GatewayProblem fault = config.fault();
        return new GatewayView(
                config.id(),
                config.name(),
                config.settings().url(),
                config.source(),
                config.source() == GatewaySource.ENVIRONMENT,
                config.enabled(),
                config.settings().routing(),
                info == null ? null : info.routing(),
                ids(config.agents()),
                gateway.agentsFound() == null ? null : values(gateway.agentsFound()),
                words(config.roles()),
                standard == null ? null : standard.value(),
                isDefault,
                config.settings().credential() != null || fault != null,
                health);
    }

    private static @Nullable List<String> ids(List<AgentId> agents) {
        return agents.isEmpty() ? null : values(agents);
    }

    private static List<String> values(List<AgentId> agents) {
        return agents.stream().map(AgentId::value).toList();
    }

    private static @Nullable List<String> words(Set<Role> roles) {
        return roles.isEmpty() ? null : roles.stream().sorted().map(Role::word).toList();
    }
}
