package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import org.jspecify.annotations.Nullable;

/// An agent as people name it: `main` for one of the default gateway, or of the gateway a chat has already,
/// and `<gatewayId>/<agent>` for any.
///
/// @param gateway its gateway, `null` when the name leaves that open
/// @param agent the agent
public record AgentName(@Nullable GatewayId gateway, AgentId agent) {

    /// Reads a name.
    ///
    /// @throws IllegalArgumentException when it is none
    public static AgentName parse(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? new AgentName(null, new AgentId(name))
                : new AgentName(new GatewayId(name.substring(0, slash)), new AgentId(name.substring(slash + 1)));
    }

    /// The name with its gateway, or as short as it is.
    @Override
    public String toString() {
        return gateway == null ? agent.value() : gateway + "/" + agent;
    }
}
