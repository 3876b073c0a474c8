package dev.rockpool.gateway;

/// Whether somebody may talk to a gateway now.
public sealed interface GatewayLookup {

    /// Yes.
    record Found(Gateway gateway) implements GatewayLookup {}

    /// No.
    ///
    /// @param code what a program branches on, such as `gone:gateway`
    /// @param sentence what is the matter and what to do
    record Refused(String code, String sentence) implements GatewayLookup {}
}
