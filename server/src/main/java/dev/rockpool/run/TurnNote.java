package dev.rockpool.run;

import dev.rockpool.chat.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The note a turn carries when the answer before it broke off.
///
/// Over HTTP the gateway remembers the user's message of such a turn but none of the answer, so without the
/// note the agent would not know what the person has seen. It goes as a `system` message, which the gateway
/// shows the model for that one turn and does not store (OpenClaw 2026.9.6 and 2026.2.9, verified live).
final class TurnNote {

    /// How much of the end of the broken answer is told, in characters.
    static final int TAIL_LENGTH = 2_000;

    private TurnNote() {}

    /// The note for a new message or, with `retry`, for one that is asked again.
    ///
    /// @param last the newest answer of the chat
    /// @return null when the last answer is complete, or there is none
    static @Nullable String after(Optional<Message> last, boolean retry) {
        String note = last.map(TurnNote::aboutBroken).orElse(null);
        if (!retry) {
            return note;
        }
        String repeated = "The message below repeats the person's previous message. Answer it from the start.";
        return note == null ? repeated : repeated + " " + note;
    }

    private static @Nullable String aboutBroken(Message answer) {
        String status = answer.metadata().status();
        if (status == null || status.equals(RunStatus.FINISHED.word())) {
            return null;
        }
        String how = status.equals(RunStatus.STOPPED.word())
                ? "Your previous answer was stopped by the person before it was complete."
                : "Your previous answer broke off because of a technical failure.";
        String seen = answer.text();
        return seen.isBlank()
                ? how + " The person saw nothing of it."
                : how + " It is missing from your memory. What the person saw of it ended with:\n\n" + tail(seen);
    }

    private static String tail(String text) {
        int start = Math.max(0, text.length() - TAIL_LENGTH);
        if (start > 0 && Character.isLowSurrogate(text.charAt(start))) {
            start++;
        }
        return start == 0 ? text : "…" + text.substring(start);
    }
}
