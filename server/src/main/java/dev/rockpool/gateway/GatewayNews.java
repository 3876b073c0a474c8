package dev.rockpool.gateway;

import dev.rockpool.openclaw.GatewayInfo;
import dev.rockpool.openclaw.SessionRouting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the log says about gateways: one line at the start, and one for every change for better or worse. Of
/// those that people have connected it names the id alone.
final class GatewayNews {

    private static final Logger log = LoggerFactory.getLogger(Gateways.class);

    private GatewayNews() {}

    /// @param first whether it was looked at for the first time
    /// @param wasUsable whether it was usable before
    static void tell(GatewayConfig gateway, GatewayWatch seen, boolean first, boolean wasUsable) {
        GatewayProblem problem = seen.last().problem();
        if (first && gateway.source() == GatewaySource.DEMO) {
            log.info("{}", demoLine(seen));
        } else if (problem != null && (first || wasUsable)) {
            tellProblem(gateway, problem);
        } else if (problem == null && (first || !wasUsable)) {
            tellWell(gateway, seen);
        }
    }

    private static void tellProblem(GatewayConfig gateway, GatewayProblem problem) {
        switch (gateway.source()) {
            case ENVIRONMENT, DEMO -> log.warn("{}", problem.sentence());
            case SHARED -> log.warn("gateway={} has a problem: {}", gateway.id(), problem.kind());
            case OWN -> log.debug("gateway={} has a problem: {}", gateway.id(), problem.kind());
        }
    }

    private static void tellWell(GatewayConfig gateway, GatewayWatch seen) {
        switch (gateway.source()) {
            case ENVIRONMENT, DEMO -> log.info("{}", wellLine(gateway, seen.known()));
            case SHARED -> log.info("gateway={} answers", gateway.id());
            case OWN -> log.debug("gateway={} answers", gateway.id());
        }
    }

    private static String demoLine(GatewayWatch seen) {
        String problem = seen.discoveryProblem();
        String why = problem == null ? "No OpenClaw gateway was found." : problem;
        return why + " Chats go to the demo agent. To connect a gateway, set OPENCLAW_GATEWAY_URL and"
                + " OPENCLAW_GATEWAY_TOKEN.";
    }

    private static String wellLine(GatewayConfig gateway, @Nullable GatewayInfo info) {
        String version = info == null || info.version() == null ? "of an unknown version" : "version " + info.version();
        boolean header = info == null || info.routing() == SessionRouting.HEADER;
        return "Chats go to the gateway ‘%s’ at %s (%s), sessions by %s."
                .formatted(gateway.name(), gateway.settings().url(), version, header ? "header" : "model string");
    }
}
