package dev.rockpool.gateway;

import dev.rockpool.openclaw.SessionRouting;
import org.jspecify.annotations.Nullable;

/// How the gateway was when last looked at.
///
/// @param name what people call it
/// @param demo whether it is the demo agent inside this server
/// @param reachable whether it answered as a gateway that chats can use
/// @param version its version, where known
/// @param routing how sessions are named on its wire, `null` while unknown
/// @param problem what is wrong and what to do, `null` when nothing is
public record GatewayStatus(
        String name,
        boolean demo,
        boolean reachable,
        @Nullable String version,
        @Nullable SessionRouting routing,
        @Nullable String problem) {}
