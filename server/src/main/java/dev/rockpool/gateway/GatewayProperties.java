package dev.rockpool.gateway;

import dev.rockpool.openclaw.SessionRouting;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the gateway of the server's environment, whose address and token come from OpenClaw's own
/// variables, and of gateways in general.
///
/// @param name what people call the environment's; empty for a name made from its address
/// @param routing how the environment's is told the session
/// @param idleTimeout how long an answer of any gateway may be silent before it is given up
/// @param agents the environment's agents that may be used; empty for all that it lists
/// @param defaultAgent the agent of chats there that choose none; empty for the first
/// @param roles the roles that may use the environment's besides administrators: `guest`, `member`,
///     `administrator`; empty for all
/// @param own whether members may connect gateways of their own, unless an administrator has said otherwise since
/// @param privateAddresses whether those may be in private networks and on this machine
@ConfigurationProperties("rockpool.gateway")
record GatewayProperties(
        @DefaultValue("") String name,
        @DefaultValue("auto") SessionRouting routing,
        @DefaultValue("10m") Duration idleTimeout,
        @DefaultValue List<String> agents,
        @DefaultValue("") String defaultAgent,
        @DefaultValue List<String> roles,
        @DefaultValue("off") boolean own,
        @DefaultValue("off") boolean privateAddresses) {}
