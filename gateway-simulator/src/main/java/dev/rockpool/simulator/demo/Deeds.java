package dev.rockpool.simulator.demo;

import java.time.Duration;

/// What the demo agent does in a turn besides writing: nothing real, but told in the session's history as a gateway
/// tells it. Tools run one after the other, while the stream is silent.
///
/// @param tools how many tools it uses; the last of three fails
/// @param thinks whether it thinks before each tool and before its answer
/// @param after how many tokens of the answer come before the first tool
/// @param each how long a tool takes
/// @param unheard how many of these tokens, at their end, are in the history only: a gateway may keep them from the
///     stream (OpenClaw 2026.9.6, seen live)
public record Deeds(int tools, boolean thinks, int after, Duration each, int unheard) {

    public static final Deeds NONE = new Deeds(0, false, 0, Duration.ZERO, 0);

    private static final int FAILING = 3;

    /// What it thinks before its tool of this number, counted from 1, or before its answer.
    public String thought(int number) {
        return number > tools ? "I know enough to answer." : "I should look at number " + number + " first.";
    }

    /// The arguments of the tool of this number, as JSON.
    public String arguments(int number) {
        return "{\"command\":\"ls tide-" + number + "\"}";
    }

    /// Whether the stream has the token of this number, counted from 0.
    public boolean streams(int token) {
        return tools == 0 || token >= after || token < (long) after - unheard;
    }

    public boolean fails(int number) {
        return number % FAILING == 0;
    }

    /// What the tool of this number answers.
    public String output(int number) {
        return fails(number) ? "ls: cannot access 'tide-" + number + "'" : "low-water-" + number + ".csv";
    }
}
