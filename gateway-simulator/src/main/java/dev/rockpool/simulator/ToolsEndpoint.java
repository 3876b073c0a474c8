package dev.rockpool.simulator;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /tools/invoke` with the session tools: list, history and status on both OpenClaw dialects, and on
/// today's `sessions` to rename, pin, archive, restore, reset and delete. Every other tool is not
/// available, as the real one denies them over HTTP (OpenClaw 2026.9.6, verified live).
final class ToolsEndpoint {
    static final String PATH = "/tools/invoke";
    private static final Set<String> READING =
            Set.of("sessions_list", "sessions_history", "session_status", "agents_list");
    private static final String NEEDS_ID = "Session lifecycle action requires a durable session identity";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int CONTEXT_TOKENS = 128_000;

    private final Gateway gateway;
    private final Sessions sessions;
    private final boolean today;

    ToolsEndpoint(Gateway gateway) {
        this.gateway = gateway;
        this.sessions = gateway.sessions;
        this.today = gateway.dialect == Dialect.CURRENT;
    }

    void answer(Exchange exchange) {
        var body = Json.parseObject(exchange.request().body());
        var tool = Json.string(body, "tool");
        if (tool == null) {
            throw Refusal.badRequest("tools.invoke requires body.tool");
        }
        if (!READING.contains(tool) && !(today && tool.equals("sessions"))) {
            throw Refusal.ofTool(404, "not_found", "Tool not available: " + tool);
        }
        var args = body.path("args");
        var caller = caller(Json.string(body, "sessionKey"));
        var details = switch (tool) {
            case "sessions_list" -> list(args);
            case "sessions_history" -> history(args);
            case "session_status" -> status(args, caller);
            case "agents_list" -> agents(caller);
            default -> change(args, Json.string(body, "action"), caller);
        };
        var result = Json.object().put("ok", true);
        var content = result.putObject("result");
        content.putArray("content").addObject().put("type", "text").put("text", Json.text(details));
        content.set("details", details);
        exchange.json(200, result);
    }

    /// The session a tool is called from; without one a gateway with several agents does not know whose
    /// tools are meant.
    private String caller(@Nullable String key) {
        if (key != null && !key.equals(Addressing.MAIN)) {
            return key(key);
        }
        if (today && gateway.agents.ids().size() > 1) {
            throw toolError(Addressing.AGENT_REQUIRED);
        }
        return "agent:" + gateway.agents.first() + ":main";
    }

    private String key(String key) {
        return today ? Addressing.canonical(key) : key;
    }

    private ObjectNode list(JsonNode args) {
        var filter = new SessionFilter(args);
        var offset = today ? Math.max(0, args.path("offset").asInt(0)) : 0;
        var limit = Math.clamp(args.path("limit").asInt(DEFAULT_LIMIT), 1, MAX_LIMIT);
        var rows = sessions.readAll(session -> !today || filter.takes(session), session -> row(session, args));
        var page = rows.stream().skip(offset).limit(limit).toList();
        var details = Json.object().put("count", page.size());
        details.putArray("sessions").addAll(page);
        if (today) {
            details.put("totalCount", rows.size()).put("hasMore", offset + page.size() < rows.size());
        }
        return details;
    }

    private ObjectNode row(Session session, JsonNode args) {
        var row = Json.object()
                .put("key", session.address.listedKey())
                .put("kind", "other")
                .put("sessionId", session.id)
                .put("updatedAt", session.updatedAt.toEpochMilli())
                .put("model", session.model == null ? ChatEndpoint.DEFAULT_MODEL : session.model)
                .put("totalTokens", session.totalTokens)
                .put("contextTokens", CONTEXT_TOKENS);
        if (session.label != null) {
            row.put("label", session.label);
        }
        if (today) {
            row.put("agentId", session.address.agent())
                    .put("archived", session.archived)
                    .put("pinned", session.pinned)
                    .put("status", session.status);
            addTexts(row, session, args);
        }
        return row;
    }

    private static void addTexts(ObjectNode row, Session session, JsonNode args) {
        var rows = session.rows();
        if (rows.isEmpty()) {
            return;
        }
        if (args.path("includeDerivedTitles").asBoolean(false)) {
            row.put("derivedTitle", preview(rows.getFirst().text(), 60));
        }
        if (args.path("includeLastMessage").asBoolean(false)) {
            row.put("lastMessagePreview", preview(rows.getLast().text(), 120));
        }
    }

    private static String preview(String text, int letters) {
        return text.length() <= letters ? text : text.substring(0, letters) + "…";
    }

    private ObjectNode history(JsonNode args) {
        var asked = required(args, "sessionKey");
        var limit = Math.clamp(args.path("limit").asInt(MAX_LIMIT), 1, MAX_LIMIT);
        var rows = sessions.read(key(asked), Session::rows).orElse(List.of());
        var details = Json.object().put("sessionKey", asked);
        details.set("messages", HistoryEndpoint.messages(rows.subList(Math.max(0, rows.size() - limit), rows.size())));
        return details;
    }

    private ObjectNode status(JsonNode args, String caller) {
        var asked = Json.string(args, "sessionKey");
        var key = asked == null ? caller : key(asked);
        return sessions.read(
                        key,
                        session -> Json.object()
                                .put("ok", true)
                                .put("sessionKey", session.address.listedKey())
                                .put(
                                        "statusText",
                                        "OpenClaw " + gateway.dialect.version() + "\nModel: "
                                                + ChatEndpoint.DEFAULT_MODEL
                                                + "\nContext: " + session.totalTokens + "/" + CONTEXT_TOKENS
                                                + "\nSession: "
                                                + session.address.listedKey()))
                .orElseThrow(() -> toolError("Unknown sessionKey: " + key));
    }

    private ObjectNode agents(String caller) {
        var details = Json.object()
                .put("requester", caller.startsWith("agent:") ? caller.split(":", 3)[1] : gateway.agents.first())
                .put("allowAny", false);
        var agents = details.putArray("agents");
        gateway.agents.ids().forEach(id -> agents.addObject().put("id", id).put("configured", true));
        return details;
    }

    private ObjectNode change(JsonNode args, @Nullable String outerAction, String caller) {
        var inner = Json.string(args, "action");
        var action = inner == null ? outerAction : inner;
        return switch (action) {
            case "patch" -> patch(args, caller);
            case "reset", "delete" -> remove(args, action, caller);
            case null -> throw toolError("action required");
            default -> throw toolError("Unknown action: " + action);
        };
    }

    private ObjectNode patch(JsonNode args, String caller) {
        var named = Json.string(args, "sessionKey");
        var key = named == null || named.equals("current") ? caller : key(named);
        var expected = Json.string(args, "expectedSessionId");
        if (args.path("archived").isBoolean() && expected == null && !key.equals(caller)) {
            throw toolError(NEEDS_ID);
        }
        var patched = sessions.patch(key, new SessionPatch(expected, args));
        if (!patched) {
            throw hidden();
        }
        return Json.object().put("status", "updated").put("sessionKey", key);
    }

    private ObjectNode remove(JsonNode args, String action, String caller) {
        var key = key(required(args, "sessionKey"));
        if (key.equals(caller)) {
            throw toolError("Cannot " + action + " the session running this tool");
        }
        if (action.equals("reset")) {
            if (!sessions.reset(key)) {
                throw hidden();
            }
            return Json.object().put("ok", true).put("key", key);
        }
        var expected = Json.string(args, "expectedSessionId");
        if (expected == null) {
            throw toolError(NEEDS_ID);
        }
        if (!sessions.delete(key, expected)) {
            throw hidden();
        }
        return Json.object().put("ok", true).put("key", key).put("deleted", true);
    }

    private static String required(JsonNode args, String name) {
        var value = Json.string(args, name);
        if (value == null) {
            throw toolError(name + " required");
        }
        return value;
    }

    private static Refusal toolError(String message) {
        return Refusal.ofTool(400, "tool_error", message);
    }

    /// What failed inside the tool is not told.
    private static Refusal hidden() {
        return Refusal.ofTool(500, "tool_error", "tool execution failed");
    }
}
