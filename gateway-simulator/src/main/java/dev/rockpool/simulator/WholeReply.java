package dev.rockpool.simulator;

import dev.rockpool.simulator.demo.ProviderError;

/// An answer that is sent whole, `"stream": false`.
final class WholeReply implements Reply {
    private final Exchange exchange;
    private final Dialect dialect;
    private final String runId;
    private final String model;
    private final long created;
    private final StringBuilder text = new StringBuilder();

    WholeReply(Exchange exchange, Dialect dialect, String runId, String model, long created) {
        this.exchange = exchange;
        this.dialect = dialect;
        this.runId = runId;
        this.model = model;
        this.created = created;
    }

    @Override
    public void accepted() {
        // Nothing is sent before the answer is there.
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void token(String token) {
        text.append(token);
    }

    @Override
    public void flush() {
        // Nothing is sent before the answer is there.
    }

    @Override
    public void finish(String reason, Usage usage) {
        var body = Json.object()
                .put("id", runId)
                .put("object", "chat.completion")
                .put("created", created)
                .put("model", model);
        var choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text.toString());
        choice.put("finish_reason", reason);
        usage.writeTo(body);
        exchange.json(200, body);
    }

    /// An old gateway passes the failure off as the assistant's words (OpenClaw 2026.2.9, verified live).
    @Override
    public void fail(ProviderError error) {
        if (dialect.showsProviderErrors()) {
            exchange.refuse(Refusal.of(error.status(), error.type(), error.message()));
        } else {
            text.setLength(0);
            text.append("HTTP ").append(error.status()).append(": ").append(error.message());
            finish("stop", Usage.NONE);
        }
    }

    @Override
    public void disconnect() {
        exchange.disconnect();
    }
}
