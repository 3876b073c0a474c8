package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.SessionKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The one place that models come from: by gateway, agent and session key.
@Component
public class ModelProvider {

    private final TitleSource titles;

    ModelProvider(TitleProperties properties) {
        this.titles = TitleSource.parse(properties.titles());
    }

    /// What answers in a session.
    ///
    /// @param session the session, `null` for `main`
    public LanguageModel languageModel(Gateway gateway, AgentId agent, @Nullable SessionKey session) {
        return new LanguageModel(gateway.transport(), agent, orMain(session));
    }

    /// What names a chat that lives in a session. The demo agent has no ideas of its own, so its chats are
    /// named after their first message.
    ///
    /// @param session the chat's session, `null` for `main`
    public TitleModel titleModel(Gateway gateway, AgentId agent, @Nullable SessionKey session) {
        boolean isDemo = gateway.config().source() == GatewaySource.DEMO;
        TitleSource source = isDemo ? new TitleSource.Message() : titles;
        return new TitleModel(gateway.transport(), source, agent, orMain(session));
    }

    private static SessionKey orMain(@Nullable SessionKey session) {
        return session == null ? SessionKey.MAIN : session;
    }
}
