package dev.rockpool.gateway;

import dev.rockpool.openclaw.SessionRouting;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the gateway that is talked to; its address and token come from OpenClaw's own variables.
///
/// @param name what people call it; empty for a name made from its address
/// @param routing how it is told the session
/// @param idleTimeout how long an answer may be silent before it is given up
/// @param agents the agents that may be used; empty for all that the gateway lists
/// @param defaultAgent the agent of chats that choose none; empty for the first
@ConfigurationProperties("rockpool.gateway")
record GatewayProperties(
        @DefaultValue("") String name,
        @DefaultValue("auto") SessionRouting routing,
        @DefaultValue("10m") Duration idleTimeout,
        @DefaultValue List<String> agents,
        @DefaultValue("") String defaultAgent) {}
