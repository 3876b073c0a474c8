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

/// What a look at a gateway found.
///
/// @param info what the gateway is, `null` when it could not be found out
/// @param agents its agents, `null` when they could not be found out, empty when it lists none
/// @param problem what is wrong and what to do, `null` when nothing is
/// @param latencyMillis how long one request took, in milliseconds, `null` when none was sent alone
record GatewayLook(
        @Nullable GatewayInfo info,
        @Nullable List<AgentId> agents,
        @Nullable GatewayProblem problem,
        @Nullable Long latencyMillis) {

    private static final Logger log = LoggerFactory.getLogger(GatewayLook.class);

    /// Before the first one.
    static final GatewayLook NONE = new GatewayLook(null, null, null, null);

    static GatewayLook failed(@Nullable GatewayInfo info, GatewayProblem problem) {
        return new GatewayLook(info, null, problem, null);
    }

    boolean usable() {
        return info != null && problem == null;
    }

    /// Looks at the gateway, for half a minute or so at the worst. Never throws.
    ///
    /// @param thorough whether to find out anew what the gateway is, or only whether it is still well
    static GatewayLook at(OpenClawClient client, GatewaySource source, boolean thorough, @Nullable String configFile) {
        GatewaySettings gateway = client.settings();
        try {
            GatewayInfo info = thorough ? client.probe() : client.info();
            return info.chatEndpointEnabled() ? at(client, info) : failed(info, endpointOff(gateway, configFile));
        } catch (GatewayException e) {
            return failed(null, FailureSentences.problem(gateway, source, e.error()));
        } catch (RuntimeException e) {
            // A gateway that answers in an unforeseen way must not end the looking.
            log.warn("a gateway could not be made out", e);
            return failed(null, notMadeOut(gateway));
        }
    }

    private static GatewayLook at(OpenClawClient client, GatewayInfo info) {
        Long latency = null;
        if (info.dialect() == Dialect.CURRENT && info.readsHistory()) {
            long began = System.nanoTime();
            Health health = client.health();
            latency = (System.nanoTime() - began) / 1_000_000;
            if (!health.ready()) {
                return failed(info, notReady(client.settings(), health));
            }
        }
        return new GatewayLook(info, client.agents(), null, latency);
    }

    /// The sentence that names the one setting to change.
    static GatewayProblem endpointOff(GatewaySettings gateway, @Nullable String configFile) {
        String sentence = "The gateway ‘%s’ has its chat endpoint switched off. Set %s in %s and restart the gateway."
                .formatted(
                        gateway.name(),
                        FailureSentences.CHAT_ENDPOINT_ON,
                        configFile == null ? "its openclaw.json" : configFile);
        return new GatewayProblem(GatewayProblem.Kind.ENDPOINT_OFF, sentence, FailureSentences.CHAT_ENDPOINT_ON);
    }

    private static GatewayProblem notMadeOut(GatewaySettings gateway) {
        return GatewayProblem.of(
                GatewayProblem.Kind.FAILED,
                "What the gateway ‘" + gateway.name() + "’ answers cannot be understood. Look at this server’s log.");
    }

    private static GatewayProblem notReady(GatewaySettings gateway, Health health) {
        String parts = FailureSentences.cleaned(String.join(", ", health.failing()));
        return GatewayProblem.of(
                GatewayProblem.Kind.NOT_READY,
                "The gateway ‘" + gateway.name() + "’ is not ready yet" + (parts.isEmpty() ? "." : ": " + parts + "."));
    }
}
