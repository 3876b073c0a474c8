package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.Dialect;
import dev.rockpool.openclaw.GatewayException;
import dev.rockpool.openclaw.GatewayInfo;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.Health;
import dev.rockpool.openclaw.OpenClawClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a look at the gateway found.
///
/// @param info what the gateway is, `null` when it could not be found out
/// @param agents its agents, `null` when they could not be found out, empty when it lists none
/// @param problem what is wrong and what to do, `null` when nothing is
record GatewayLook(
        @Nullable GatewayInfo info,
        @Nullable List<AgentId> agents,
        @Nullable String problem) {

    private static final Logger log = LoggerFactory.getLogger(GatewayLook.class);

    /// Before the first one.
    static final GatewayLook NONE = new GatewayLook(null, null, null);

    boolean usable() {
        return info != null && problem == null;
    }

    /// Looks at the gateway, for half a minute or so at the worst. Never throws.
    ///
    /// @param thorough whether to find out anew what the gateway is, or only whether it is still well
    static GatewayLook at(OpenClawClient client, boolean thorough, @Nullable String configFile) {
        GatewaySettings gateway = client.settings();
        try {
            GatewayInfo info = thorough ? client.probe() : client.info();
            if (!info.chatEndpointEnabled()) {
                return new GatewayLook(info, null, endpointOff(gateway, configFile));
            }
            if (info.dialect() == Dialect.CURRENT && info.readsHistory()) {
                Health health = client.health();
                if (!health.ready()) {
                    return new GatewayLook(info, null, notReady(gateway, health));
                }
            }
            return new GatewayLook(info, client.agents(), null);
        } catch (GatewayException e) {
            return new GatewayLook(null, null, FailureSentences.problem(gateway, e.error()));
        } catch (RuntimeException e) {
            // A gateway that answers in an unforeseen way must not end the looking.
            log.warn("gateway={} could not be made out", gateway.name(), e);
            return new GatewayLook(null, null, notMadeOut(gateway));
        }
    }

    /// The sentence that names the one setting to change.
    static String endpointOff(GatewaySettings gateway, @Nullable String configFile) {
        return "The gateway ‘%s’ has its chat endpoint switched off. Set %s: true in %s and restart the gateway."
                .formatted(
                        gateway.name(),
                        FailureSentences.CHAT_ENDPOINT,
                        configFile == null ? "its openclaw.json" : configFile);
    }

    private static String notMadeOut(GatewaySettings gateway) {
        return "What the gateway ‘" + gateway.name() + "’ answers cannot be understood. Look at this server’s log.";
    }

    private static String notReady(GatewaySettings gateway, Health health) {
        String parts = FailureSentences.cleaned(String.join(", ", health.failing()));
        return "The gateway ‘" + gateway.name() + "’ is not ready yet" + (parts.isEmpty() ? "." : ": " + parts + ".");
    }
}
