package dev.rockpool.gateway;

/// What a gateway's removal needs to know of chats, which are of a room above.
public interface GatewayChats {

    /// How many chats talk to this gateway.
    long count(GatewayId gateway);
}
