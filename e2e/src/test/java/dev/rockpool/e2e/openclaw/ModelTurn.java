package dev.rockpool.e2e.openclaw;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One request the gateway made to the model provider: what the model was shown, and how the answer ended.
/// Thread-safe.
public final class ModelTurn {

    /// One entry of the conversation as the model was shown it.
    public record Shown(String role, String text) {}

    /// How the provider's answer went.
    public enum State {
        /// Still being written.
        ANSWERING,
        /// Written to its end.
        FINISHED,
        /// Refused with an error, as the script asked.
        REFUSED,
        /// The gateway closed the connection before the end.
        ABORTED
    }

    // OpenClaw 2026.9.6, verified live: the gateway tells the model which session it is in, and adds user
    // entries of its own.
    private static final Pattern SESSION = Pattern.compile("session=(agent:[^\\s|]+)");
    private static final String INTERNAL = "OPENCLAW_INTERNAL_CONTEXT";

    private final List<Shown> shown;
    private final List<String> images;
    private final AtomicReference<State> state = new AtomicReference<>(State.ANSWERING);

    /// @param images see [#images]
    ModelTurn(List<Shown> shown, List<String> images) {
        this.shown = List.copyOf(shown);
        this.images = List.copyOf(images);
    }

    /// The addresses of all images the model was shown, in order: data URIs.
    public List<String> images() {
        return images;
    }

    /// Everything the model was shown, in order, the system prompt included.
    public List<Shown> shown() {
        return shown;
    }

    /// The system prompt, one-turn notes included.
    public String system() {
        return texts("system") + texts("developer");
    }

    /// The conversation without the gateway's own additions: user and assistant entries, oldest first.
    public List<Shown> conversation() {
        return shown.stream()
                .filter(entry -> entry.role().equals("user") || entry.role().equals("assistant"))
                .filter(entry -> !entry.text().contains(INTERNAL))
                .toList();
    }

    /// The user messages of the conversation, oldest first.
    public List<String> userTexts() {
        return conversation().stream()
                .filter(entry -> entry.role().equals("user"))
                .map(Shown::text)
                .toList();
    }

    /// How many tools have answered since the user message this turn answers.
    int toolAnswers() {
        int tools = 0;
        for (Shown entry : shown.reversed()) {
            if (entry.role().equals("tool")) {
                tools++;
            } else if (entry.role().equals("user") && !entry.text().contains(INTERNAL)) {
                return tools;
            }
        }
        return tools;
    }

    /// The user message this turn answers, or an empty text.
    public String newest() {
        List<String> users = userTexts();
        return users.isEmpty() ? "" : users.getLast();
    }

    /// The session the model was told it is in, such as `agent:main:webchat-...`.
    public Optional<String> session() {
        return shown.stream()
                .map(entry -> SESSION.matcher(entry.text()))
                .filter(Matcher::find)
                .map(m -> m.group(1))
                .findFirst();
    }

    public State state() {
        return state.get();
    }

    void end(State how) {
        state.compareAndSet(State.ANSWERING, how);
    }

    private String texts(String role) {
        return String.join(
                "\n",
                shown.stream()
                        .filter(entry -> entry.role().equals(role))
                        .map(Shown::text)
                        .toList());
    }

    @Override
    public String toString() {
        return session().orElse("?") + " " + state() + " " + conversation();
    }
}
