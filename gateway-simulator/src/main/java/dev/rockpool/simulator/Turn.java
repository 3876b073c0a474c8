package dev.rockpool.simulator;

import java.util.List;

/// What a run knows of its session when it begins.
///
/// @param number the number of this turn in its session, from 1
/// @param earlier the user's earlier texts, oldest first
/// @param repeated whether the same message was sent just before and never answered
/// @param shown all the model is shown, the new message last
record Turn(long number, List<String> earlier, boolean repeated, List<ShownMessage> shown) {
    long promptTokens() {
        return shown.stream().mapToLong(message -> message.text().length()).sum() / 4 + 1;
    }
}
