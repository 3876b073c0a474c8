package dev.rockpool.limit;

import dev.rockpool.account.Account;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.Role;
import dev.rockpool.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Counts what accounts do and refuses what goes over their role's limits.
@Service
public class Limits {

    private final LimitRepository rows;
    private final BuiltInLimits builtIn;
    private final Clock clock;

    Limits(LimitRepository rows, BuiltInLimits builtIn, Clock clock) {
        this.rows = rows;
        this.builtIn = builtIn;
        this.clock = clock;
    }

    /// Counts a message in the caller's transaction, which is to store it too: what is rolled
    /// back has not been sent. Until that ends, others that send for the same account wait.
    ///
    /// @throws Problem when that is one message more than the account may send today (429), or
    ///     it may send none (403)
    public Allowance countMessage(AccountId account) {
        Instant now = clock.instant();
        LimitRepository.Used used = rows.count(account, day(now), 1);
        Long perDay = limitOf(used).messagesPerDay();
        if (perDay != null && used.messages() > perDay) {
            throw perDay == 0 ? readOnly(used.role()) : usedUp(perDay, now);
        }
        return allowance(used);
    }

    /// As [#countMessage] without counting.
    public Allowance hold(AccountId account) {
        return allowance(rows.count(account, day(clock.instant()), 0));
    }

    /// What is left.
    public Allowance left(AccountId account) {
        return rows.used(account, day(clock.instant())).map(this::allowance).orElse(new Allowance(null, null));
    }

    /// The largest file the account may send, in bytes; null when there is no limit.
    ///
    /// @throws Problem when it may not write at all (403)
    public @Nullable Long largestFile(Account account) {
        RoleLimit limit = standing(account.id(), account.role()).limit();
        Long perDay = limit.messagesPerDay();
        if (perDay != null && perDay == 0) {
            throw readOnly(account.role());
        }
        return limit.attachmentBytes();
    }

    /// How the account stands, for its owner to see.
    ///
    /// @param resetsAt when messages are counted anew
    record Standing(RoleLimit limit, @Nullable Long messagesLeft, Instant resetsAt) {}

    Standing standing(AccountId account, Role role) {
        Instant now = clock.instant();
        LimitRepository.Used used =
                rows.used(account, day(now)).orElseGet(() -> new LimitRepository.Used(role, 0, stored(role)));
        return new Standing(limitOf(used), allowance(used).messagesLeft(), nextDay(now));
    }

    /// For guests who have written nothing yet, and so have no row the limit could be found by.
    private @Nullable RoleLimit stored(Role role) {
        return rows.stored().stream()
                .filter(limit -> limit.role() == role)
                .findFirst()
                .orElse(null);
    }

    private Allowance allowance(LimitRepository.Used used) {
        RoleLimit limit = limitOf(used);
        Long perDay = limit.messagesPerDay();
        return new Allowance(perDay == null ? null : Math.max(0, perDay - used.messages()), limit.runsAtOnce());
    }

    private RoleLimit limitOf(LimitRepository.Used used) {
        return used.limit() == null ? builtIn.of(used.role()) : used.limit();
    }

    private static Problem readOnly(Role role) {
        return Problem.of(
                Problem.Kind.FORBIDDEN,
                "chat",
                role == Role.GUEST
                        ? "Guests can only read here. Sign in to write."
                        : "Your account can only read here. Ask an administrator to let it write.");
    }

    private static Problem usedUp(long perDay, Instant now) {
        String messages = perDay == 1 ? "one message" : "%,d messages".formatted(perDay);
        return Problem.tooMany(
                "chat",
                "You have used your %s for today. You can write again at 00:00 UTC.".formatted(messages),
                Duration.between(now, nextDay(now)));
    }

    private static long day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay();
    }

    private static Instant nextDay(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
