package dev.rockpool.limit;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountDetail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells people what they may do and what is left of it, beside their account.
@Component
class LimitsDetail implements AccountDetail {

    private final Limits limits;

    LimitsDetail(Limits limits) {
        this.limits = limits;
    }

    /// @param messagesLeft how many messages may still be sent until `resetsAt`; null when there
    ///     is no limit
    record View(
            @Nullable Long messagesPerDay,
            @Nullable Long messagesLeft,
            Instant resetsAt,
            @Nullable Integer runsAtOnce,
            @Nullable Long attachmentBytes) {}

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public Object value(Account account) {
        Limits.Standing standing = limits.standing(account.id(), account.role());
        RoleLimit limit = standing.limit();
        return new View(
                limit.messagesPerDay(),
                standing.messagesLeft(),
                standing.resetsAt(),
                limit.runsAtOnce(),
                limit.attachmentBytes());
    }
}
