package dev.rockpool.simulator;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;

/// [Dialect#MODEL_STRING]: chat and the model list, nothing else of OpenClaw; sessions cannot be listed,
/// read or deleted.
final class ModelStringRoutes implements Routes {
    private final Gateway gateway;
    private final ChatEndpoint chat;

    ModelStringRoutes(Gateway gateway) {
        this.gateway = gateway;
        this.chat = new ChatEndpoint(gateway);
    }

    @Override
    public int maxBodyBytes(String uri) {
        return gateway.dialect.maxBodyBytes();
    }

    @Override
    public boolean resetsLargeBodies() {
        return false;
    }

    @Override
    public void answer(Exchange exchange) {
        var request = exchange.request();
        Guard.requireToken(request, gateway.token);
        Guard.requireBody(request);
        if (request.is(HttpMethod.POST, "/v1/chat/completions") && gateway.chatEndpoint) {
            chat.answer(exchange);
        } else if (request.method().equals(HttpMethod.GET) && Models.matches(request)) {
            Models.answer(exchange, List.of("openclaw:main"));
        } else {
            throw Refusal.of(404, "not_found", "Not found");
        }
    }
}
