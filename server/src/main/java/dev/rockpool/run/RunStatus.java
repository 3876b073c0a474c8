package dev.rockpool.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.rockpool.chat.ChatState;
import java.util.Locale;

/// Where a run stands. It moves from `QUEUED` to `RUNNING` to one of the others, which are final.
public enum RunStatus {
    /// Waits behind another run of its chat.
    QUEUED(ChatState.QUEUED),
    /// Being answered by a node that keeps its lease.
    RUNNING(ChatState.RUNNING),
    /// The agent has said everything.
    FINISHED(ChatState.IDLE),
    /// Its reader stopped it.
    STOPPED(ChatState.STOPPED),
    /// The gateway or the agent failed.
    FAILED(ChatState.FAILED),
    /// Its node went away.
    INTERRUPTED(ChatState.INTERRUPTED);

    private final ChatState chatState;

    RunStatus(ChatState chatState) {
        this.chatState = chatState;
    }

    /// Whether it has not ended yet.
    boolean isOpen() {
        return this == QUEUED || this == RUNNING;
    }

    /// What a chat whose latest run stands so is shown as.
    ChatState chatState() {
        return chatState;
    }

    /// The word used on the wire: the name in lower case.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
