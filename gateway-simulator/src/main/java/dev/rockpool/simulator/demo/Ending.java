package dev.rockpool.simulator.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How an answer ends.
public sealed interface Ending {
    /// With its last token.
    record Stop() implements Ending {}

    /// With its last token, at the model's token limit.
    record Length() implements Ending {}

    /// With an error after this many tokens.
    record Failure(ProviderError error, int after) implements Ending {}

    /// It falls silent after this many tokens, for a time and then goes on, or for ever (null).
    record Stall(int after, @Nullable Duration lasting) implements Ending {}

    /// The connection breaks after this many tokens.
    record Disconnect(int after) implements Ending {}

    /// The number of tokens after which something happens, [Integer#MAX_VALUE] when nothing does before the
    /// end.
    default int cutAfter() {
        return switch (this) {
            case Stop stop -> Integer.MAX_VALUE;
            case Length length -> Integer.MAX_VALUE;
            case Failure failure -> failure.after();
            case Stall stall -> stall.after();
            case Disconnect disconnect -> disconnect.after();
        };
    }
}
