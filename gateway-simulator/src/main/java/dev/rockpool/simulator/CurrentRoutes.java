package dev.rockpool.simulator;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// [Dialect#CURRENT]: everything a client without a WebSocket can ask of a gateway of today. Left out:
/// `/v1/responses` (404, off by default as in the real one), the event stream of the history endpoint (it
/// answers JSON), and the lock-out of callers with bad tokens, from which loopback is exempt.
final class CurrentRoutes implements Routes {
    private static final int MAX_TOOL_BODY_BYTES = 2 * 1024 * 1024;
    private static final Set<String> LIVE = Set.of("/health", "/healthz");
    private static final Set<String> READY = Set.of("/ready", "/readyz");
    private static final String CHAT = "/v1/chat/completions";
    private static final String CONFIG = "/__openclaw/control-ui-config.json";

    private final Gateway gateway;
    private final ChatEndpoint chat;
    private final ToolsEndpoint tools;
    private final HistoryEndpoint history;
    private final Instant startedAt;

    CurrentRoutes(Gateway gateway) {
        this.gateway = gateway;
        this.chat = new ChatEndpoint(gateway);
        this.tools = new ToolsEndpoint(gateway);
        this.history = new HistoryEndpoint(gateway.sessions);
        this.startedAt = gateway.clock.instant();
    }

    @Override
    public int maxBodyBytes(String uri) {
        return uri.startsWith(ToolsEndpoint.PATH) ? MAX_TOOL_BODY_BYTES : gateway.dialect.maxBodyBytes();
    }

    @Override
    public boolean resetsLargeBodies() {
        return false;
    }

    @Override
    public void answer(Exchange exchange) {
        var request = exchange.request();
        if (Guard.refusesUpgrade(exchange)) {
            return;
        }
        if (LIVE.contains(request.path()) || READY.contains(request.path())) {
            probe(exchange);
        } else {
            Guard.refuseForwarded(request);
            answerEndpoint(exchange, request);
        }
    }

    private void answerEndpoint(Exchange exchange, Request request) {
        if (request.path().equals(CHAT) && gateway.chatEndpoint) {
            check(exchange, HttpMethod.POST, () -> chat.answer(exchange));
        } else if (request.path().equals(ToolsEndpoint.PATH)) {
            check(exchange, HttpMethod.POST, () -> tools.answer(exchange));
        } else if (Models.matches(request) && gateway.chatEndpoint) {
            check(exchange, HttpMethod.GET, () -> Models.answer(exchange, models()));
        } else if (HistoryEndpoint.matches(request)) {
            check(exchange, HttpMethod.GET, () -> history.answer(exchange));
        } else if (request.path().equals(CONFIG)) {
            check(exchange, HttpMethod.GET, () -> config(exchange));
        } else if (request.path().startsWith("/v1/")) {
            exchange.text(404, "text/plain; charset=utf-8", "Not Found");
        } else {
            Shell.answer(exchange);
        }
    }

    private void check(Exchange exchange, HttpMethod method, Runnable answer) {
        if (!exchange.request().method().equals(method)) {
            methodNotAllowed(exchange);
            return;
        }
        Guard.requireToken(exchange.request(), gateway.token);
        Guard.requireBody(exchange.request());
        answer.run();
    }

    private static void methodNotAllowed(Exchange exchange) {
        exchange.text(405, "text/plain; charset=utf-8", "Method Not Allowed");
    }

    private void probe(Exchange exchange) {
        var method = exchange.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            methodNotAllowed(exchange);
        } else if (LIVE.contains(exchange.request().path())) {
            exchange.json(200, Json.object().put("ok", true).put("status", "live"));
        } else {
            ready(exchange);
        }
    }

    private void ready(Exchange exchange) {
        var uptime = Duration.between(startedAt, gateway.clock.instant()).toMillis();
        var body = Json.object().put("ready", true);
        body.putArray("failing");
        exchange.json(200, body.put("uptimeMs", uptime));
    }

    private void config(Exchange exchange) {
        exchange.json(200, Json.object().put("basePath", "").put("serverVersion", gateway.dialect.version()));
    }

    private List<String> models() {
        var ids = new ArrayList<>(List.of("openclaw", "openclaw/default"));
        gateway.agents.ids().forEach(agent -> ids.add("openclaw/" + agent));
        return ids;
    }
}
