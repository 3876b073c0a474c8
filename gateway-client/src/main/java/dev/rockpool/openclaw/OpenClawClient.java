package dev.rockpool.openclaw;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One gateway. Safe for use by many threads.
public final class OpenClawClient implements AutoCloseable {

    private final GatewaySettings settings;

    /// Does no I/O.
    public OpenClawClient(GatewaySettings settings) {
        this.settings = settings;
    }

    public GatewaySettings settings() {
        return settings;
    }

    public GatewayInfo info() {
        throw new UnsupportedOperationException();
    }

    public GatewayInfo probe() {
        throw new UnsupportedOperationException();
    }

    public ChatCall call(ChatRequest request) {
        throw new UnsupportedOperationException();
    }

    public ChatStream streamChat(ChatRequest request) {
        return call(request).start();
    }

    public ChatAnswer chat(ChatRequest request) {
        throw new UnsupportedOperationException();
    }

    public ToolResult invokeTool(AgentId agent, SessionKey session, String tool, Map<String, ?> arguments) {
        throw new UnsupportedOperationException();
    }

    public List<AgentId> agents() {
        throw new UnsupportedOperationException();
    }

    public Optional<SessionHistory> history(AgentId agent, SessionKey session, int limit, @Nullable String cursor) {
        throw new UnsupportedOperationException();
    }

    public boolean deleteSession(AgentId agent, SessionKey session) {
        throw new UnsupportedOperationException();
    }

    public Health health() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
