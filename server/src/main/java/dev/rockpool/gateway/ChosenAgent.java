package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import org.jspecify.annotations.Nullable;

/// The agent a new chat is to have.
///
/// @param gateway its gateway
/// @param agent the agent there
/// @param problem why it is not to be had, `null` when it is
public record ChosenAgent(
        GatewayId gateway, AgentId agent, @Nullable String problem) {}
