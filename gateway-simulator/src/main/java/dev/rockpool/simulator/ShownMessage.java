package dev.rockpool.simulator;

import java.util.Objects;

/// One message as the model was shown it in a turn: on [Dialect#CURRENT] a user's text begins with the time
/// it was sent.
public record ShownMessage(Role role, String text) {

    /// Who speaks.
    public enum Role {
        USER,
        ASSISTANT
    }

    public ShownMessage {
        Objects.requireNonNull(role, "role is null");
        Objects.requireNonNull(text, "text is null");
    }
}
