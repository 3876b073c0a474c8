package dev.rockpool.gateway;

import dev.rockpool.openclaw.Credential;

/// What a change does to a gateway's token.
sealed interface GatewayToken {

    /// Nothing.
    record Kept() implements GatewayToken {}

    /// It is forgotten: the gateway wants none.
    record Removed() implements GatewayToken {}

    /// There is a new one.
    record Given(Credential credential) implements GatewayToken {}
}
