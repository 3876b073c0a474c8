package dev.rockpool.openclaw;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a gateway of today tells about agents and sessions.
final class Sessions {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// The two names in the model list that are no agents.
    private static final String DEFAULT_ALIAS = "default";

    private static final int FOUND_LIMIT = 50;

    private final OpenClawClient client;

    Sessions(OpenClawClient client) {
        this.client = client;
    }

    /// The model list is the list of agents: `openclaw`, `openclaw/default` and one `openclaw/<agentId>`
    /// each (OpenClaw 2026.9.6, verified live).
    List<AgentId> agents() {
        return OpenClawClient.checked(client.exchange(client.get("/v1/models")))
                .path("data")
                .valueStream()
                .map(model -> model.path("id").asString(""))
                .filter(id -> id.startsWith(Wire.AGENT_PREFIX))
                .map(id -> id.substring(Wire.AGENT_PREFIX.length()))
                .filter(id -> !id.equals(DEFAULT_ALIAS) && AgentId.isValid(id))
                .distinct()
                .map(AgentId::of)
                .toList();
    }

    Optional<SessionHistory> history(
            AgentId agent,
            SessionKey session,
            int limit,
            @Nullable String cursor,
            Function<ClassicHttpRequest, Reply> exchange) {
        String query = "?limit=" + limit + (cursor == null ? "" : "&cursor=" + GatewayHttp.encoded(cursor));
        String path = "/sessions/" + GatewayHttp.encoded(session.qualified(agent)) + "/history" + query;
        Reply reply = exchange.apply(client.get(path));
        if (reply.status() == 404 && reply.isJson()) {
            return Optional.empty();
        }
        JsonNode json = OpenClawClient.checked(reply);
        JsonNode next = json.path("nextCursor");
        boolean more = json.path("hasMore").asBoolean(false) && !next.isMissingNode() && !next.isNull();
        List<HistoryMessage> messages =
                json.path("messages").valueStream().map(Sessions::message).toList();
        return Optional.of(new SessionHistory(messages, more ? next.asString() : null));
    }

    /// Deleting wants the session's own id and another session as caller (OpenClaw 2026.9.6, verified
    /// live). An archived one is in another list.
    boolean delete(AgentId agent, SessionKey session) {
        Optional<String> id = find(agent, session, false).or(() -> find(agent, session, true));
        return id.isPresent()
                && client.invokeTool(
                                agent,
                                caller(session),
                                "sessions",
                                Map.of(
                                        "action",
                                        "delete",
                                        "sessionKey",
                                        session.qualified(agent),
                                        "expectedSessionId",
                                        id.get()))
                        .ok();
    }

    private Optional<String> find(AgentId agent, SessionKey session, boolean archived) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("search", session.value());
        arguments.put("agentId", agent.value());
        arguments.put("limit", FOUND_LIMIT);
        if (archived) {
            arguments.put("archived", true);
        }
        ToolResult found = client.invokeTool(agent, caller(session), "sessions_list", arguments);
        return JSON.<JsonNode>valueToTree(found.details())
                .path("sessions")
                .valueStream()
                .filter(row -> row.path("key").asString("").equals(session.qualified(agent)))
                .map(row -> row.path("sessionId").asString(""))
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    /// A session that is not the one to be deleted; it need not exist.
    private static SessionKey caller(SessionKey session) {
        return session.equals(SessionKey.MAIN) ? SessionKey.of("main-caller") : SessionKey.MAIN;
    }

    static ToolResult toolResult(JsonNode json) {
        boolean ok = json.path("ok").asBoolean(false);
        JsonNode error = json.path("error");
        JsonNode result = json.path("result");
        StringBuilder text = new StringBuilder(error.path("message").asString(""));
        result.path("content").forEach(part -> text.append(part.path("text").asString("")));
        JsonNode type = error.path("type");
        return new ToolResult(
                ok, text.toString(), object(result.path("details")), type.isString() ? type.stringValue() : null);
    }

    @SuppressWarnings("unchecked") // a JSON object is a map of names to values
    private static Map<String, @Nullable Object> object(JsonNode json) {
        return json.isObject() ? JSON.treeToValue(json, Map.class) : Map.of();
    }

    private static HistoryMessage message(JsonNode json) {
        JsonNode own = json.path("__openclaw");
        String role = json.path("role").asString("unknown");
        return new HistoryMessage(
                role,
                role.equals("toolResult") ? List.of(toolAnswer(json)) : parts(json.path("content")),
                timestamp(json.path("timestamp")),
                timestamp(own.path("recordTimestampMs")),
                own.path("seq").asLong(0),
                text(own.path("runId")),
                text(own.path("kind")));
    }

    private static @Nullable String text(JsonNode json) {
        return json.isString() ? json.stringValue() : null;
    }

    private static HistoryMessage.Part toolAnswer(JsonNode json) {
        String output = parts(json.path("content")).stream()
                .map(part -> switch (part) {
                    case HistoryMessage.Part.Text(String text) -> text;
                    case HistoryMessage.Part.Other(String type) -> "[" + type + "]";
                    default -> "";
                })
                .collect(Collectors.joining("\n"));
        return new HistoryMessage.Part.ToolResult(
                json.path("toolCallId").asString(""),
                output,
                json.path("isError").asBoolean(false));
    }

    private static List<HistoryMessage.Part> parts(JsonNode content) {
        if (content.isString()) {
            return List.of(new HistoryMessage.Part.Text(content.stringValue()));
        }
        List<HistoryMessage.Part> parts = new ArrayList<>();
        content.forEach(part -> parts.add(part(part)));
        return parts;
    }

    private static HistoryMessage.Part part(JsonNode json) {
        String type = json.path("type").asString("unknown");
        return switch (type) {
            case "text" -> new HistoryMessage.Part.Text(json.path("text").asString(""));
            case "thinking" ->
                new HistoryMessage.Part.Thinking(
                        json.path("thinking").asString(json.path("text").asString("")));
            case "toolCall" ->
                new HistoryMessage.Part.ToolCall(
                        json.path("id").asString(""),
                        json.path("name").asString(""),
                        json.path("arguments").toString());
            default -> new HistoryMessage.Part.Other(type);
        };
    }

    private static @Nullable Instant timestamp(JsonNode json) {
        return json.isIntegralNumber() ? Instant.ofEpochMilli(json.longValue()) : null;
    }
}
