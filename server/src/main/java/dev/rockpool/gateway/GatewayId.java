package dev.rockpool.gateway;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import dev.rockpool.storage.IdText;

/// The id of a gateway: a lower-case UUID made by the server, or one of two words for those that are not
/// stored.
public record GatewayId(@JsonValue String value) {

    /// The gateway of the server's environment.
    public static final GatewayId ENVIRONMENT = new GatewayId("environment");

    /// The demo agent inside this server.
    public static final GatewayId DEMO = new GatewayId("demo");

    public GatewayId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("A gateway id is a lower-case UUID, 'environment' or 'demo'.");
        }
    }

    static GatewayId next() {
        return new GatewayId(
                Generators.timeBasedEpochRandomGenerator().generate().toString());
    }

    /// Whether the value could be a gateway's id.
    static boolean isValid(String value) {
        return value.equals("environment") || value.equals("demo") || IdText.isUuid(value);
    }

    /// Whether a row of it may be stored.
    boolean isStored() {
        return IdText.isUuid(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
