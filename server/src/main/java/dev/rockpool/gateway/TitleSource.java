package dev.rockpool.gateway;

import org.jspecify.annotations.Nullable;

/// Where titles come from, the setting `rockpool.titles`.
sealed interface TitleSource {

    /// The chat's agent is asked.
    ///
    /// @param name another, cheaper model as `provider/model`; `null` for the agent's own
    record Model(@Nullable String name) implements TitleSource {}

    /// The message's own first words, nobody is asked.
    record Message() implements TitleSource {}

    /// Reads the setting: `model`, `message` or the name of a model.
    static TitleSource parse(String setting) {
        return switch (setting.strip()) {
            case "", "model" -> new Model(null);
            case "message" -> new Message();
            case String name -> new Model(name);
        };
    }
}
