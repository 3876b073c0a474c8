package dev.rockpool.openclaw;

import java.util.List;

/// How a gateway that answered is doing.
///
/// @param ready whether it takes work; older gateways that answer at all are taken to be ready
/// @param failing the parts that are not ready, by the gateway's own names
public record Health(boolean ready, List<String> failing) {

    public Health {
        failing = List.copyOf(failing);
    }
}
