package dev.rockpool.gateway;

import dev.rockpool.openclaw.AddressRule;
import dev.rockpool.openclaw.Credential;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.storage.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The gateways of the table, with their tokens in the clear.
@Component
class StoredGateways {

    private static final Logger log = LoggerFactory.getLogger(StoredGateways.class);

    private final Database database;
    private final GatewayRepository rows;
    private final SecretBox secrets;
    private final GatewayProperties properties;
    private final AddressRule ownRule;

    StoredGateways(Database database, GatewayRepository rows, SecretBox secrets, GatewayProperties properties) {
        this.database = database;
        this.rows = rows;
        this.secrets = secrets;
        this.properties = properties;
        this.ownRule = properties.privateAddresses() ? AddressRule.ANY : new PublicAddresses();
    }

    /// All of them, the oldest first.
    List<GatewayConfig> all() {
        return rows.all().stream().map(this::config).toList();
    }

    /// Whether members may have gateways of their own.
    boolean ownAllowed() {
        return rows.ownAllowed().orElse(properties.own());
    }

    /// Where gateways of this source may be.
    AddressRule rule(GatewaySource source) {
        return source == GatewaySource.OWN ? ownRule : AddressRule.ANY;
    }

    /// How to talk to a gateway with this token.
    GatewaySettings settings(GatewayRow row, @Nullable Credential credential) {
        return GatewaySettings.of(row.name(), row.url(), credential)
                .withRouting(row.routing())
                .withIdleTimeout(properties.idleTimeout());
    }

    GatewayConfig config(GatewayRow row) {
        try {
            return config(row, settings(row, credential(row)), null);
        } catch (SecretBox.UnreadableException e) {
            return config(row, settings(row, null), unreadable(row, e));
        }
    }

    private static GatewayConfig config(GatewayRow row, GatewaySettings settings, @Nullable GatewayProblem fault) {
        return new GatewayConfig(
                row.id(),
                row.source(),
                row.owner(),
                settings,
                row.agents(),
                row.roles(),
                row.defaultAgent(),
                row.enabled(),
                row.isDefault(),
                fault);
    }

    private @Nullable Credential credential(GatewayRow row) throws SecretBox.UnreadableException {
        String sealed = row.credential();
        return sealed == null ? null : new Credential(secrets.open(sealed, GatewayRow.purposeOf(row.id())));
    }

    /// The row that a form asks for, with its token encrypted.
    GatewayRow sealed(GatewayForm form) {
        GatewayRow row = form.row();
        return switch (form.token()) {
            case GatewayToken.Kept _ -> row;
            case GatewayToken.Removed _ -> row.withCredential(null);
            case GatewayToken.Given(Credential credential) ->
                row.withCredential(secrets.seal(credential.token(), GatewayRow.purposeOf(row.id())));
        };
    }

    private static GatewayProblem unreadable(GatewayRow row, SecretBox.UnreadableException e) {
        return GatewayProblem.of(
                GatewayProblem.Kind.CREDENTIAL_UNREADABLE,
                ("The stored token of the gateway ‘%s’ cannot be read: %s. Add that key to ROCKPOOL_SECRET_KEY_OLD and"
                                + " restart this server, or give the token again in the settings.")
                        .formatted(row.name(), e.getMessage()));
    }

    /// Encrypts with the key in force what older ones have encrypted.
    void reseal() {
        rows.all().stream()
                .filter(row -> row.credential() != null && secrets.isOutdated(row.credential()))
                .forEach(this::reseal);
    }

    private void reseal(GatewayRow row) {
        try {
            Credential credential = credential(row);
            if (credential != null) {
                String sealed = secrets.seal(credential.token(), GatewayRow.purposeOf(row.id()));
                database.inTransaction(() -> rows.reseal(row, sealed));
                log.info("gateway={} its token is encrypted with the new key now", row.id());
            }
        } catch (SecretBox.UnreadableException e) {
            log.warn("gateway={} its token cannot be read: {}", row.id(), e.getMessage());
        }
    }
}
