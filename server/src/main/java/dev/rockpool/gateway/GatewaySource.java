package dev.rockpool.gateway;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a gateway comes from, and so who may change it.
enum GatewaySource {
    /// The server's environment; nobody may, here.
    ENVIRONMENT,
    /// This server, which has none.
    DEMO,
    /// An administrator, for all.
    SHARED,
    /// A member, for nobody else.
    OWN;

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
