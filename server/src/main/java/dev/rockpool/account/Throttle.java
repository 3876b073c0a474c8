package dev.rockpool.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rockpool.problem.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Slows down who guesses passwords, invitations or links, without locking out whom they are
/// guessed of: strictly for an account from one address, loosely for an address, and for an
/// account only from addresses it has never been signed in to from. Each node counts for itself.
@Component
public class Throttle {

    /// What is remembered at most; who was not seen for long is forgotten first.
    private static final int REMEMBERED = 50_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Allowance PAIR = new Allowance(5, 1, MINUTE);
    private static final Allowance ADDRESS = new Allowance(50, 10, MINUTE);
    private static final Allowance ACCOUNT = new Allowance(30, 1, MINUTE);
    /// An office that signs in by a provider at nine has one address; to go there and to come back
    /// are two.
    private static final Allowance PROVIDERS = new Allowance(400, 60, MINUTE);

    private static final Allowance NEW_ACCOUNTS = new Allowance(30, 30, Duration.ofHours(1));

    private final TimeMeter meter;
    private final Buckets pairs = new Buckets(PAIR);
    private final Buckets addresses = new Buckets(ADDRESS);
    private final Buckets accounts = new Buckets(ACCOUNT);
    private final Buckets providers = new Buckets(PROVIDERS);
    private final Buckets newAccounts = new Buckets(NEW_ACCOUNTS);

    public Throttle(Clock clock) {
        this.meter = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /// So many at once, then so many in each while.
    private record Allowance(long atOnce, long then, Duration each) {}

    private final class Buckets {

        private final Allowance allowance;
        private final Cache<String, Bucket> all =
                Caffeine.newBuilder().maximumSize(REMEMBERED).build();

        Buckets(Allowance allowance) {
            this.allowance = allowance;
        }

        /// @return how long to wait; zero when it may be
        Duration take(String key) {
            ConsumptionProbe probe = all.get(key, _ -> fresh()).tryConsumeAndReturnRemaining(1);
            return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
        }

        void giveBack(String key) {
            all.get(key, _ -> fresh()).addTokens(1);
        }

        private Bucket fresh() {
            return Bucket.builder()
                    .withCustomTimePrecision(meter)
                    .addLimit(limit ->
                            limit.capacity(allowance.atOnce()).refillGreedy(allowance.then(), allowance.each()))
                    .build();
        }
    }

    /// Takes note of an attempt to show that an account is one's own.
    ///
    /// @param account the e-mail or id that is claimed, whether or not there is such an account
    /// @param known   whether the account has been signed in to from there
    /// @throws Problem there were too many
    void attempt(String account, String address, boolean known) {
        String pair = pair(account, address);
        refuseIf(pairs.take(pair));
        if (!known) {
            refuseIf(accounts.take(account));
        }
        attempt(address);
    }

    /// Takes note of an attempt to use something that is hard to guess: an invitation, a link.
    void attempt(String address) {
        refuseIf(addresses.take(address));
    }

    /// The attempt was a good one and does not count.
    void succeeded(String account, String address) {
        pairs.giveBack(pair(account, address));
        accounts.giveBack(account);
        succeeded(address);
    }

    void succeeded(String address) {
        addresses.giveBack(address);
    }

    /// Takes note of an account somebody makes without having been invited.
    void newAccount(String address) {
        refuseIf(newAccounts.take(address));
    }

    /// Takes note of a way to a provider or back. Each keeps something for a while: a session until
    /// the provider has answered, a line of the audit when the answer was wrong.
    public void throughProvider(String address) {
        refuseIf(providers.take(address));
    }

    private static String pair(String account, String address) {
        return account + " " + address;
    }

    private static void refuseIf(Duration wait) {
        if (wait.isPositive()) {
            throw Problem.tooMany("account", "That was tried too often. Try again in " + words(wait) + ".", wait);
        }
    }

    private static String words(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        if (seconds < 60) {
            return seconds == 1 ? "a second" : seconds + " seconds";
        }
        long minutes = (seconds + 59) / 60;
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }
}
