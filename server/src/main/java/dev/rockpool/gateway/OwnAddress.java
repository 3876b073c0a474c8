package dev.rockpool.gateway;

import dev.rockpool.problem.Problem;
import java.net.InetAddress;

/// Tells a member at once that an address will not do. What counts is the check when a connection is made, which
/// names cannot get round.
final class OwnAddress {

    private OwnAddress() {}

    /// @throws Problem when the address stands in the URL as a number, or as `localhost`, and is not allowed
    static void check(GatewayRow row, StoredGateways stored) {
        String host = row.url().getHost().replaceAll("^\\[|]$", "");
        boolean isHere = host.equalsIgnoreCase("localhost")
                && !stored.rule(row.source()).allows(InetAddress.getLoopbackAddress());
        if (isHere || isForbiddenNumber(host, row, stored)) {
            throw Problem.badField(
                    "url",
                    "A gateway of your own cannot be in a private network or on this server. Ask an administrator to"
                            + " connect it.");
        }
    }

    private static boolean isForbiddenNumber(String host, GatewayRow row, StoredGateways stored) {
        try {
            return !stored.rule(row.source()).allows(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
