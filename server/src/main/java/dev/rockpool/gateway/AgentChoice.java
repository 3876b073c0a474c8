package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;

/// An agent one can choose.
///
/// @param id its id
/// @param name what people call it
public record AgentChoice(AgentId id, String name) {}
