package dev.rockpool.e2e.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What goes wrong in a round.
enum Fault {
    NONE(10),
    /// All connections of the browsers are reset.
    BROWSERS_CUT(36),
    /// Nothing passes between browsers and server for a while, and nobody says so.
    BROWSERS_HALF_OPEN(16),
    /// Some tabs lose their live channel alone.
    TABS_DROPPED(24),
    SERVER_KILLED(10),
    GATEWAY_KILLED(20),
    /// All connections between server and gateway are reset.
    GATEWAY_CUT(24),
    /// Nothing passes between server and gateway for a while, and nobody says so.
    GATEWAY_HALF_OPEN(10),
    /// An answer falls silent for ever.
    ANSWER_STALLS(10),
    /// The connection of an answer breaks in its middle.
    ANSWER_DISCONNECTS(20),
    /// The model fails in the middle of an answer.
    ANSWER_FAILS(20);

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    /// So many faults, each kind as often as its share, in random order.
    static List<Fault> shuffled(int rounds, Random random) {
        int all = 0;
        for (Fault fault : values()) {
            all += fault.weight;
        }
        List<Fault> faults = new ArrayList<>();
        for (Fault fault : values()) {
            int times = Math.max(1, Math.round((float) rounds * fault.weight / all));
            for (int i = 0; i < times; i++) {
                faults.add(fault);
            }
        }
        Collections.shuffle(faults, random);
        while (faults.size() < rounds) {
            faults.add(NONE);
        }
        return faults.subList(0, rounds);
    }

    /// Whether answers themselves go on undisturbed, so that each must be whole.
    boolean sparesAnswers() {
        return switch (this) {
            case NONE, BROWSERS_CUT, BROWSERS_HALF_OPEN, TABS_DROPPED -> true;
            default -> false;
        };
    }

    /// What the script of an answer says for this fault.
    String script(int tokens, Random random) {
        int after = random.nextInt(tokens);
        return switch (this) {
            case ANSWER_STALLS -> " stall-after=" + after;
            case ANSWER_DISCONNECTS -> " disconnect-after=" + after;
            case ANSWER_FAILS -> " error-after=" + after;
            default -> "";
        };
    }
}
