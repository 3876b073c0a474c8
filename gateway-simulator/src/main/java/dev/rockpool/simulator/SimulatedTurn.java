package dev.rockpool.simulator;

import dev.rockpool.simulator.ShownMessage.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One turn the simulator has begun to answer: what a test asserts on. Requests refused before a run began
/// (bad token, unknown agent, archived session) leave none.
///
/// @param sessionKey the session as the gateway lists it, `agent:<agent>:<key>`; the bare key on
///     [Dialect#MODEL_STRING]
/// @param agent the agent that answers
/// @param userMessage the one new user message: the text sent, or all messages flattened into one when more
///     than one was sent
/// @param images the media types of the images that came with it
/// @param systemNote the system text of this turn only, or null
/// @param model the model asked for with `x-openclaw-model`, or null
/// @param startedAt when the run began, which for a turn that had to wait for its session is after it
///     arrived
/// @param requestBytes how long the body of the request was
/// @param shown all the model was shown, oldest first, the new message last
public record SimulatedTurn(
        String sessionKey,
        String agent,
        String userMessage,
        List<String> images,
        @Nullable String systemNote,
        @Nullable String model,
        Instant startedAt,
        int requestBytes,
        List<ShownMessage> shown) {

    public SimulatedTurn {
        images = List.copyOf(images);
        shown = List.copyOf(shown);
    }

    /// The user texts the model was shown, oldest first, the new message last.
    public List<String> shownUserTexts() {
        return shown.stream()
                .filter(message -> message.role() == Role.USER)
                .map(ShownMessage::text)
                .toList();
    }

    /// Only this session's earlier user messages.
    public List<String> earlierUserMessages() {
        var texts = shownUserTexts();
        return texts.subList(0, texts.size() - 1);
    }
}
