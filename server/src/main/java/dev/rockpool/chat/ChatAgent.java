package dev.rockpool.chat;

/// Whom a chat talks to.
///
/// @param gatewayId the gateway
/// @param agentId   the agent there
public record ChatAgent(String gatewayId, String agentId) {}
