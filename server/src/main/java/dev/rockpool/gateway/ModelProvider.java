package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.GatewaySettings;
import dev.rockpool.openclaw.SessionKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The one place that models come from: by gateway, agent and session key.
@Component
public class ModelProvider {

    private final GatewayClients clients;
    private final TitleSource titles;

    ModelProvider(GatewayClients clients, GatewayProperties properties) {
        this.clients = clients;
        this.titles = TitleSource.parse(properties.titles());
    }

    /// What answers in a session.
    ///
    /// @param session the session, `null` for `main`
    public LanguageModel languageModel(GatewaySettings gateway, AgentId agent, @Nullable SessionKey session) {
        return new LanguageModel(clients.transport(gateway), agent, orMain(session));
    }

    /// What names a chat that lives in a session.
    ///
    /// @param session the chat's session, `null` for `main`
    public TitleModel titleModel(GatewaySettings gateway, AgentId agent, @Nullable SessionKey session) {
        return new TitleModel(clients.transport(gateway), titles, agent, orMain(session));
    }

    private static SessionKey orMain(@Nullable SessionKey session) {
        return session == null ? SessionKey.MAIN : session;
    }
}
