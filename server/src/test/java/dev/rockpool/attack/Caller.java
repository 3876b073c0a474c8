package dev.rockpool.attack;

import dev.rockpool.attack.Route.Needs;

/// Who calls, from who may least to who may most.
enum Caller {
    STRANGER,
    GUEST,
    MEMBER,
    ADMINISTRATOR,
    /// Stands for what belongs to none of them.
    NOBODY;

    boolean may(Needs needs) {
        return switch (needs) {
            case NOTHING -> true;
            case ACCOUNT -> this != STRANGER;
            case MEMBER -> this == MEMBER || this == ADMINISTRATOR;
            case ADMINISTRATOR -> this == ADMINISTRATOR;
        };
    }
}
