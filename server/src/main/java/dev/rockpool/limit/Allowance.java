package dev.rockpool.limit;

import dev.rockpool.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an account may still do.
///
/// @param messagesLeft how many messages it may send today; null when there is no limit
/// @param runsAtOnce   how many of its answers may be in the making; null when there is no limit
public record Allowance(
        @Nullable Long messagesLeft, @Nullable Integer runsAtOnce) {

    /// After so long it is worth a try: answers end at any time.
    private static final Duration NEXT_TRY = Duration.ofSeconds(10);

    /// Refuses another answer when `others` that are on are as many as there may be.
    ///
    /// @throws Problem too many (429)
    public void checkAnotherRun(int others) {
        if (runsAtOnce == null || others < runsAtOnce) {
            return;
        }
        String sentence = others == 1
                ? "An answer in another chat is still being written, and you may have one at a time."
                        + " Wait for its end, or stop it."
                : "%,d of your answers are being written, and you may have %,d at once. Wait for an end, or stop one."
                        .formatted(others, runsAtOnce);
        throw Problem.tooMany("chat", sentence, NEXT_TRY);
    }
}
