package dev.rockpool.simulator;

import io.netty.handler.codec.http.HttpMethod;

/// [Dialect#LEGACY]: chat and a few read-only tools; every other page is the app's HTML shell.
final class LegacyRoutes implements Routes {
    private final Gateway gateway;
    private final ChatEndpoint chat;
    private final ToolsEndpoint tools;

    LegacyRoutes(Gateway gateway) {
        this.gateway = gateway;
        this.chat = new ChatEndpoint(gateway);
        this.tools = new ToolsEndpoint(gateway);
    }

    @Override
    public int maxBodyBytes(String uri) {
        return gateway.dialect.maxBodyBytes();
    }

    @Override
    public boolean resetsLargeBodies() {
        return true;
    }

    @Override
    public void answer(Exchange exchange) {
        var request = exchange.request();
        if (Guard.refusesUpgrade(exchange)) {
            return;
        }
        if (request.is(HttpMethod.POST, "/v1/chat/completions") && gateway.chatEndpoint) {
            Guard.requireToken(request, gateway.token);
            chat.answer(exchange);
        } else if (request.is(HttpMethod.POST, ToolsEndpoint.PATH)) {
            Guard.requireToken(request, gateway.token);
            tools.answer(exchange);
        } else {
            Shell.answer(exchange);
        }
    }
}
