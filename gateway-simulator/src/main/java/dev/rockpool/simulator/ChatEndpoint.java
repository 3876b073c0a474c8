package dev.rockpool.simulator;

import dev.rockpool.simulator.demo.DemoAgent;
import dev.rockpool.simulator.demo.ProviderError;
import dev.rockpool.simulator.demo.Script;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /v1/chat/completions`: checks the request, finds its session and starts a [Run] there.
final class ChatEndpoint {
    /// The models a turn may ask for with `x-openclaw-model`, with or without their provider.
    static final Set<String> MODELS = Set.of("demo/demo-1", "demo/demo-small", "demo-1", "demo-small");

    static final String DEFAULT_MODEL = "demo-1";

    private final Gateway gateway;

    ChatEndpoint(Gateway gateway) {
        this.gateway = gateway;
    }

    /// @throws Refusal when the request is refused before a run begins
    void answer(Exchange exchange) {
        var chat = ChatBody.parse(Json.parseObject(exchange.request().body()), gateway.dialect);
        var address = address(chat, exchange.request());
        var model = model(exchange.request());
        if (!DemoAgent.asksForTitle(address.shortKey())) {
            refuseAsScripted(Script.in(chat.newest()).httpStatus());
        }
        var id = "chatcmpl_" + UUID.randomUUID();
        var reply = reply(exchange, chat, id);
        var run = new Run(gateway, exchange, id, address, chat, model, reply);
        switch (gateway.sessions.admit(run)) {
            case TAKEN -> run.accepted();
            case FULL -> throw unavailable();
            case ARCHIVED -> {
                reply.accepted();
                reply.fail(ProviderError.INTERNAL);
            }
        }
    }

    private Address address(ChatBody chat, Request request) {
        return switch (gateway.dialect) {
            case CURRENT -> Addressing.current(gateway.agents, chat, request, gateway.sessions);
            case LEGACY -> Addressing.legacy(gateway.agents, chat, request);
            case MODEL_STRING -> Addressing.modelString(gateway.agents, chat);
        };
    }

    private @Nullable String model(Request request) {
        var model = request.header("x-openclaw-model");
        if (model == null || gateway.dialect != Dialect.CURRENT) {
            return null;
        }
        if (!MODELS.contains(model)) {
            throw Refusal.of(404, "invalid_request_error", "Unknown model: " + model);
        }
        return model;
    }

    private Reply reply(Exchange exchange, ChatBody chat, String id) {
        var created = gateway.clock.instant().getEpochSecond();
        return chat.stream()
                ? new StreamReply(
                        exchange, gateway.dialect, gateway.clock, id, chat.model(), created, chat.includeUsage())
                : new WholeReply(exchange, gateway.dialect, id, chat.model(), created);
    }

    private static void refuseAsScripted(int status) {
        switch (status) {
            case 0 -> {
                // Nothing was asked for.
            }
            case 401 -> throw Refusal.unauthorized();
            case 429 -> throw Refusal.lockedOut();
            case 503 -> throw unavailable();
            default -> throw Refusal.of(status, "api_error", "internal error");
        }
    }

    private static Refusal unavailable() {
        return Refusal.of(503, "gateway_unavailable", "Gateway unavailable");
    }
}
