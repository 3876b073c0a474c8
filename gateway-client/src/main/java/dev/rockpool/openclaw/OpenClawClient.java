package dev.rockpool.openclaw;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client for one OpenClaw gateway. Safe for use by many threads; keep one per gateway, because it
/// remembers what it has learnt about it.
///
/// ```java
/// var settings = GatewaySettings.of("Home", URI.create("http://127.0.0.1:18789"), new Credential(token));
/// try (var client = new OpenClawClient(settings);
///         var stream = client.streamChat(ChatRequest.of(SessionKey.of("webchat-1"), "Hello"))) {
///     while (stream.next() instanceof ChatEvent.Text(String text)) {
///         System.out.print(text);
///     }
/// }
/// ```
///
/// Every wait has a limit: connecting the connect timeout, whatever is answered at once 30 seconds, a
/// stream's silence the idle timeout. A stream as a whole has none, because a turn may take hours.
public final class OpenClawClient implements AutoCloseable {

    private final GatewaySettings settings;
    private final Timer timer;
    private final GatewayHttp http;
    private final Sessions sessions;
    private final AtomicReference<@Nullable CompletableFuture<GatewayInfo>> probing = new AtomicReference<>();
    private volatile @Nullable CompletableFuture<GatewayInfo> remembered;

    /// Does no I/O.
    public OpenClawClient(GatewaySettings settings) {
        this(settings, AddressRule.ANY);
    }

    /// For a gateway whose address comes from somebody who must not reach every machine this one reaches. Does
    /// no I/O.
    ///
    /// @param rule which addresses may be connected to
    public OpenClawClient(GatewaySettings settings, AddressRule rule) {
        this(settings, Timer.shared(), new GatewayHttp(settings, rule));
    }

    OpenClawClient(GatewaySettings settings, Timer timer) {
        this(settings, timer, new GatewayHttp(settings, AddressRule.ANY));
    }

    OpenClawClient(GatewaySettings settings, Timer timer, GatewayHttp http) {
        this.settings = settings;
        this.timer = timer;
        this.http = http;
        this.sessions = new Sessions(this);
    }

    public GatewaySettings settings() {
        return settings;
    }

    /// What the gateway is, found out with the first call and remembered until it cannot be reached any
    /// more: a gateway of today or an older one by what `/healthz` answers, and told the session by header
    /// if it can be recognised as OpenClaw at all, else by model string if it speaks `/v1/chat/completions`
    /// nevertheless. Callers at the same time share one probe.
    ///
    /// @throws GatewayException when the gateway cannot be reached, refuses us, or is none
    public GatewayInfo info() {
        return join(known());
    }

    /// As [#info()], but looks again.
    ///
    /// @throws GatewayException when the gateway cannot be reached, refuses us, or is none
    public GatewayInfo probe() {
        return join(startProbe());
    }

    /// Prepares a turn that can be cancelled at any time, even while it is being sent. Does no I/O yet.
    public ChatCall call(ChatRequest request) {
        return new Turn(this, http, timer, request);
    }

    /// Has a turn answered in a session and streams the answer. Returns when the gateway has taken the
    /// turn.
    ///
    /// A session that the gateway has archived is restored and the turn sent once more.
    ///
    /// @throws GatewayException when the gateway cannot be reached or refuses
    public ChatStream streamChat(ChatRequest request) {
        return call(request).start();
    }

    /// Has a turn answered in a session and waits for the whole answer, at most the idle timeout.
    ///
    /// @throws GatewayException when the gateway cannot be reached or refuses, or the turn fails
    public ChatAnswer chat(ChatRequest request) {
        Reply reply = send(request);
        if (!reply.ok() && GatewayErrors.maybeArchived(GatewayErrors.of(reply)) && restore(request)) {
            reply = send(request);
        }
        JsonNode choice = checked(reply).path("choices").path(0);
        String text = choice.path("message").path("content").asString("");
        if (text.isEmpty()) {
            throw new GatewayException(GatewayErrors.emptyAnswer());
        }
        FinishReason reason =
                ChunkReader.finishReason(choice.path("finish_reason").asString("stop"));
        return new ChatAnswer(text, reason, usage(reply.json().path("usage")));
    }

    /// Calls one of the gateway's tools. The session is the caller's: tools act on it or see the world from
    /// it.
    ///
    /// @return what the tool said, be it that it does not exist or that it failed
    /// @throws GatewayException when the gateway cannot be reached or refuses us
    public ToolResult invokeTool(
            AgentId agent, SessionKey session, String tool, Map<String, ? extends @Nullable Object> arguments) {
        Reply reply = exchange(toolRequest(agent, session, tool, arguments));
        JsonNode json = reply.json();
        if (!json.path("ok").isBoolean()) {
            throw new GatewayException(GatewayErrors.of(reply));
        }
        return Sessions.toolResult(json);
    }

    /// The gateway's agents. Empty where it cannot list them ([GatewayInfo#listsAgents()]).
    ///
    /// @throws GatewayException when the gateway cannot be reached or refuses
    public List<AgentId> agents() {
        return info().listsAgents() ? sessions.agents() : List.of();
    }

    /// What a session remembers, the newest messages first asked for.
    ///
    /// @param limit how many messages at most, 1 to 1000
    /// @param cursor the page's place, from [SessionHistory#nextCursor()]; `null` for the newest
    /// @return empty when the gateway has no such session (any more)
    /// @throws GatewayException when the gateway cannot be reached or refuses, or has no histories
    ///     ([GatewayInfo#readsHistory()])
    public Optional<SessionHistory> history(AgentId agent, SessionKey session, int limit, @Nullable String cursor) {
        if (!info().readsHistory()) {
            throw new GatewayException(GatewayErrors.endpointOff("This gateway has no histories over HTTP."));
        }
        return sessions.history(agent, session, limit, cursor, this::exchange);
    }

    /// As [#history(AgentId, SessionKey, int, String)], for whoever has better things to do than to wait: only where
    /// [#lastInfo()] says that there are histories, and at most for a time. That the gateway was too slow for that
    /// says nothing about it.
    ///
    /// @param within how long to wait
    /// @throws GatewayException as there, and when it takes longer
    public Optional<SessionHistory> history(
            AgentId agent, SessionKey session, int limit, @Nullable String cursor, Duration within) {
        return sessions.history(agent, session, limit, cursor, request -> http.exchange(request, within));
    }

    /// What is known about the gateway, without asking it; empty before it was asked and after it was lost.
    public Optional<GatewayInfo> lastInfo() {
        CompletableFuture<GatewayInfo> memory = remembered;
        return memory == null ? Optional.empty() : Optional.of(memory.join());
    }

    /// Deletes a session and what it remembers.
    ///
    /// @return whether it is gone; `false` where there was none or the gateway cannot delete it
    ///     ([GatewayInfo#deletesSessions()], or its `tools.sessions.visibility` hides it)
    /// @throws GatewayException when the gateway cannot be reached or refuses us
    public boolean deleteSession(AgentId agent, SessionKey session) {
        return info().deletesSessions() && sessions.delete(agent, session);
    }

    /// Whether the gateway is ready to work.
    ///
    /// @throws GatewayException when it cannot be reached or is none
    public Health health() {
        JsonNode json = exchange(http.get("/readyz")).json();
        if (json.path("ready").isBoolean()) {
            List<String> failing = json.path("failing")
                    .valueStream()
                    .map(part -> part.asString(""))
                    .toList();
            return new Health(json.path("ready").booleanValue(), failing);
        }
        probe();
        return new Health(true, List.of());
    }

    /// Ends whatever is going on at this client: its streams end as interrupted.
    @Override
    public void close() {
        http.close();
    }

    /// What is known about the gateway, or will be shortly.
    CompletableFuture<GatewayInfo> known() {
        CompletableFuture<GatewayInfo> memory = remembered;
        return memory == null ? startProbe() : memory;
    }

    /// The gateway was lost: whatever comes back there may be another version.
    void forget() {
        remembered = null;
    }

    ClassicHttpRequest restoreRequest(ChatRequest request) {
        return toolRequest(
                request.agent(), request.session(), "sessions", Map.of("action", "patch", "archived", false));
    }

    boolean restored(Reply reply) {
        return reply.json().path("ok").asBoolean(false);
    }

    ClassicHttpRequest get(String path) {
        return http.get(path);
    }

    /// Sends a request that is answered at once.
    Reply exchange(ClassicHttpRequest request) {
        return exchange(request, GatewayHttp.REPLY_LIMIT);
    }

    /// The JSON of an answer.
    ///
    /// @throws GatewayException when the answer is an error or no JSON
    static JsonNode checked(Reply reply) {
        JsonNode json = reply.json();
        if (!reply.ok() || json.isMissingNode()) {
            throw new GatewayException(GatewayErrors.of(reply));
        }
        return json;
    }

    private Reply exchange(ClassicHttpRequest request, Duration limit) {
        try {
            return http.exchange(request, limit);
        } catch (GatewayException e) {
            if (e.error().kind() == GatewayError.Kind.UNREACHABLE) {
                forget();
            }
            throw e;
        }
    }

    private Reply send(ChatRequest request) {
        GatewayInfo info = info();
        byte[] json = Wire.body(info.routing(), request, false);
        if (json.length > info.maxBodyBytes()) {
            throw new GatewayException(GatewayErrors.tooLarge(json.length, info.maxBodyBytes()));
        }
        ClassicHttpRequest post =
                http.post(Wire.CHAT_PATH, json, Wire.headers(info.routing(), request), "application/json");
        return exchange(post, settings.idleTimeout());
    }

    private boolean restore(ChatRequest request) {
        try {
            return restored(exchange(restoreRequest(request)));
        } catch (GatewayException _) {
            return false;
        }
    }

    private ClassicHttpRequest toolRequest(
            AgentId agent, SessionKey session, String tool, Map<String, ? extends @Nullable Object> arguments) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("tool", tool);
        body.put("args", arguments);
        body.put("sessionKey", session.qualified(agent));
        return http.post("/tools/invoke", body, Map.of());
    }

    private static @Nullable Usage usage(JsonNode json) {
        long total = json.path("total_tokens").asLong(0);
        return total == 0
                ? null
                : new Usage(
                        json.path("prompt_tokens").asLong(0),
                        json.path("completion_tokens").asLong(0),
                        total);
    }

    /// Joins the probe that is under way, or starts one on a thread of its own, so that whoever gives up
    /// waiting does not take it away from the others.
    private CompletableFuture<GatewayInfo> startProbe() {
        CompletableFuture<GatewayInfo> mine = new CompletableFuture<>();
        CompletableFuture<GatewayInfo> running = probing.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        try {
            http.run(() -> runProbe(mine));
        } catch (RejectedExecutionException e) {
            probing.set(null);
            mine.completeExceptionally(new GatewayException(GatewayErrors.lost("This client is closed."), e));
        }
        return mine;
    }

    private void runProbe(CompletableFuture<GatewayInfo> result) {
        try {
            GatewayInfo info = new GatewayProbe(settings, http).run();
            remembered = CompletableFuture.completedFuture(info);
            probing.set(null);
            result.complete(info);
        } catch (RuntimeException | Error e) {
            forget();
            probing.set(null);
            result.completeExceptionally(e);
        }
    }

    private GatewayInfo join(CompletableFuture<GatewayInfo> info) {
        try {
            return info.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(GatewayErrors.lost("The call was interrupted."), e);
        } catch (ExecutionException e) {
            throw http.failure(e);
        }
    }
}
