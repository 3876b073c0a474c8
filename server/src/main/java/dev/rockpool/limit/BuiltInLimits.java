package dev.rockpool.limit;

import dev.rockpool.account.GuestSettings;
import dev.rockpool.account.Role;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// The limits of roles for which no administrator has set any.
///
/// `rockpool.limits` is `on`, `off` or `auto`; with `auto` there are none while only this
/// machine can reach the server: whoever sits there owns the agents anyway.
@Component
final class BuiltInLimits {

    private static final RoleLimit GUEST = new RoleLimit(Role.GUEST, 50L, 2, megabytes(5));
    private static final RoleLimit MEMBER = new RoleLimit(Role.MEMBER, 1_000L, 10, megabytes(20));

    private final boolean hold;

    BuiltInLimits(@Value("${rockpool.limits:auto}") String limits, GuestSettings reach) {
        this.hold = switch (limits) {
            case "on" -> true;
            case "off" -> false;
            case "auto" -> !reach.isOnlyThisMachine();
            default ->
                throw new IllegalArgumentException("ROCKPOOL_LIMITS must be on, off or auto, not '" + limits + "'.");
        };
    }

    private static long megabytes(int count) {
        return DataSize.ofMegabytes(count).toBytes();
    }

    RoleLimit of(Role role) {
        if (!hold) {
            return RoleLimit.none(role);
        }
        return switch (role) {
            case GUEST -> GUEST;
            case MEMBER -> MEMBER;
            case ADMINISTRATOR -> RoleLimit.none(role);
        };
    }
}
