package dev.rockpool.share;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rockpool.problem.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Bounds how often one address may ask for shared conversations. Links cannot be guessed
/// anyway; this keeps strangers from making the server read all day.
@Component
final class ShareThrottle {

    /// Many people may have the address of one office.
    static final int PER_MINUTE = 120;

    /// Who came longest ago is forgotten first, and so may begin anew.
    private static final int MAX_ADDRESSES = 10_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .build();

    /// Counts one call.
    ///
    /// @throws Problem when that is one too many (429)
    void check(String address) {
        ConsumptionProbe probe = buckets.get(address, _ -> bucket()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Problem.tooMany(
                    "share",
                    "Too many shared conversations were opened from here. Try again in a moment.",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private static Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(PER_MINUTE).refillGreedy(PER_MINUTE, MINUTE))
                .build();
    }
}
