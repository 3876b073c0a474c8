package dev.rockpool.openclaw;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of what a session remembers, oldest message first.
///
/// @param messages the page
/// @param nextCursor what to ask for to see the page before this one, `null` when this is the oldest
public record SessionHistory(
        List<HistoryMessage> messages, @Nullable String nextCursor) {

    public SessionHistory {
        messages = List.copyOf(messages);
    }

    /// Whether there are older messages.
    public boolean hasMore() {
        return nextCursor != null;
    }
}
