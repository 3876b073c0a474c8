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

    /// Starts a run, or tells in the stream why none can begin.
    ///
    /// @throws Refusal when the request is refused before a run begins
    void answer(Exchange exchange) {
        var body = Json.parseObject(exchange.request().body());
        var options = ChatOptions.parse(body, gateway.dialect);
        var id = "chatcmpl_" + UUID.randomUUID();
        var reply = reply(exchange, options, id);
        try {
            var address = address(options, exchange.request());
            var prompt = Prompt.parse(body.path("messages"), gateway.dialect);
            var model = model(exchange.request());
            refuseAsScripted(address, prompt);
            admit(new Run(gateway, exchange, id, address, prompt, model, options.stream(), reply), reply);
        } catch (Refusal refusal) {
            if (refusal.inStream() == null || !options.stream() || gateway.dialect == Dialect.LEGACY) {
                throw refusal;
            }
            reply.accepted();
            reply.fail(refusal.inStream());
        }
    }

    private void admit(Run run, Reply reply) {
        switch (gateway.sessions.admit(run)) {
            case TAKEN -> run.accepted();
            case FULL -> throw unavailable();
            case ARCHIVED -> {
                reply.accepted();
                reply.fail(ProviderError.INTERNAL);
            }
        }
    }

    private Address address(ChatOptions chat, Request request) {
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
            var message = "Unknown model: " + model + ". Run `openclaw models list` to see the models there are.";
            throw Refusal.atStart(404, "invalid_request_error", message, message);
        }
        return model;
    }

    private Reply reply(Exchange exchange, ChatOptions chat, String id) {
        var created = gateway.clock.instant().getEpochSecond();
        return chat.stream()
                ? new StreamReply(
                        exchange, gateway.dialect, gateway.clock, id, chat.model(), created, chat.includeUsage())
                : new WholeReply(exchange, gateway.dialect, id, chat.model(), created);
    }

    private static void refuseAsScripted(Address address, Prompt prompt) {
        if (DemoAgent.asksForTitle(address.shortKey())) {
            return;
        }
        var status = Script.in(prompt.newest()).httpStatus();
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
