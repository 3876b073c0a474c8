package dev.rockpool.file;

import dev.rockpool.account.AccountId;
import dev.rockpool.problem.Problem;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/// Bounds how many files arrive at this node at the same time: each may take ten megabytes of the disk meanwhile.
@Component
final class UploadGate {

    private static final int AT_ONCE = 200;
    private static final int OF_ONE_ACCOUNT = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ConcurrentMap<AccountId, Integer> arriving = new ConcurrentHashMap<>();

    /// A place, given back when it is closed.
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /// Takes a place.
    ///
    /// @throws Problem when the account has as many as it may, or none is left (429)
    Place enter(AccountId account) {
        if (!places.tryAcquire()) {
            throw crowded("Many files are being sent to this server at the moment. Send it again in a moment.");
        }
        if (arriving.merge(account, 1, Integer::sum) > OF_ONE_ACCOUNT) {
            leave(account);
            throw crowded("You are sending %d files already. Send the next when one of them has arrived."
                    .formatted(OF_ONE_ACCOUNT));
        }
        return () -> leave(account);
    }

    private static Problem crowded(String sentence) {
        return Problem.tooMany("file", sentence, PATIENCE);
    }

    private void leave(AccountId account) {
        arriving.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
        places.release();
    }
}
