package dev.rockpool.simulator.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the demo agent will say and how.
///
/// @param delay from the start of the run to the first token
/// @param gap between two tokens; null for the simulator's own pace
/// @param deeds what it does besides
public record Answer(
        Tokens tokens, Duration delay, @Nullable Duration gap, Ending ending, Deeds deeds) {

    /// An answer of words alone.
    public Answer(Tokens tokens, Duration delay, @Nullable Duration gap, Ending ending) {
        this(tokens, delay, gap, ending, Deeds.NONE);
    }

    public static Answer of(String text) {
        return new Answer(Tokens.of(text), Duration.ZERO, null, new Ending.Stop());
    }
}
