package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a chat's latest run stands.
public enum ChatState {
    /// Nothing runs and the last answer, if any, is complete.
    IDLE,
    /// An answer is being written.
    RUNNING,
    /// A message waits for its turn.
    QUEUED,
    /// The last answer failed.
    FAILED,
    /// The last answer was stopped by its reader.
    STOPPED,
    /// The server died while writing the last answer.
    INTERRUPTED;

    /// The word used in the database and on the wire: the name in lower case.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChatState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
