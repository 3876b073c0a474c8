package dev.rockpool.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a gateway was when last looked at, for whoever looks after it.
///
/// @param reachable whether it answered as a gateway that chats can use
/// @param version its version, where known
/// @param problem what is wrong, `null` when nothing is
/// @param latencyMillis how long one request took, in milliseconds; `null` while unknown
/// @param checkedAt when it was looked at; `null` when it has not been
record GatewayHealth(
        boolean reachable,
        @Nullable String version,
        @Nullable GatewayProblem problem,
        @Nullable Long latencyMillis,
        @Nullable Instant checkedAt) {

    /// One that is not looked at.
    static GatewayHealth unseen(@Nullable GatewayProblem problem) {
        return new GatewayHealth(false, null, problem, null, null);
    }
}
