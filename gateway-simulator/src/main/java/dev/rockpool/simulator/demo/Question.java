package dev.rockpool.simulator.demo;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One turn as the demo agent sees it.
///
/// @param session the short session key, such as `webchat-...`
/// @param agent the agent asked
/// @param turn the number of this turn in its session, from 1
/// @param text the newest user message
/// @param note the system text of this turn only, or null
/// @param earlier the earlier user messages of this session it still remembers, oldest first
/// @param repeated whether this message was already sent just before and never answered
public record Question(
        String session,
        String agent,
        long turn,
        String text,
        @Nullable String note,
        List<String> earlier,
        boolean repeated) {
    public Question {
        Objects.requireNonNull(session, "session is null");
        Objects.requireNonNull(agent, "agent is null");
        Objects.requireNonNull(text, "text is null");
        earlier = List.copyOf(earlier);
    }
}
