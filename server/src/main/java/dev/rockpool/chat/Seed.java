package dev.rockpool.chat;

import java.util.Locale;

/// Whether the session of a chat's current branch has been told what was said before it began.
public enum Seed {
    /// It has heard all there is to hear.
    TOLD,
    /// It has heard nothing: its first turn carries it.
    DUE,
    /// A turn that carried it was begun and has not ended well: the session may remember it or not.
    SENT;

    /// The word used in the database: the name in lower case.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Seed of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
