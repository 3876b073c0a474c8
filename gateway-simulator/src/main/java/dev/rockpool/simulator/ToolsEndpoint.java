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
            throw today
                    ? Refusal.ofTool(400, "invalid_request", "tools.invoke requires name")
                    : Refusal.badRequest("tools.invoke requires body.tool");
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

    /// The session a tool is called from, else the main session of the default agent: `main`, or the only
    /// one.
    private String caller(@Nullable String key) {
        if (key != null && !key.equals(Addressing.MAIN)) {
            return key(key);
        }
        if (gateway.agents.has(Addressing.MAIN)) {
            return "agent:main:main";
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
        var limit = limit(args, DEFAULT_LIMIT);
        var rows = sessions.readAll(session -> !today || filter.takes(session), session -> row(session, args));
        var page = rows.stream().skip(offset).limit(limit).toList();
        var details = Json.object().put("count", page.size());
        details.putArray("sessions").addAll(page);
        if (today) {
            addPaging(details, rows.size(), offset + page.size());
            details.put("limitApplied", limit);
        }
        return details;
    }

    private static void addPaging(ObjectNode details, int all, int next) {
        details.put("hasMore", next < all);
        if (next < all) {
            details.put("nextOffset", next);
        }
    }

    private static int limit(JsonNode args, int otherwise) {
        var limit = args.path("limit").asInt(otherwise);
        if (limit < 1) {
            throw toolError("limit must be a positive integer");
        }
        return Math.min(limit, MAX_LIMIT);
    }

    private ObjectNode row(Session session, JsonNode args) {
        var row = Json.object()
                .put("key", session.address.listedKey())
                .put("kind", "other")
                .put("channel", "unknown")
                .put("sessionId", session.id)
                .put("updatedAt", session.updatedAt.toEpochMilli())
                .put("model", session.model == null ? ChatEndpoint.DEFAULT_MODEL : session.model)
                .put("totalTokens", session.totalTokens)
                .put("contextTokens", CONTEXT_TOKENS);
        if (session.label != null) {
            row.put("label", session.label).put("displayName", session.label);
        }
        if (today) {
            row.put("agentId", session.address.agent())
                    .put("archived", session.archived)
                    .put("pinned", session.pinned)
                    .put("status", session.status)
                    .put("abortedLastRun", session.status.equals("killed"));
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
        var limit = limit(args, MAX_LIMIT);
        var rows = sessions.read(key(asked), Session::rows);
        if (rows.isEmpty() && today) {
            return Json.object().put("status", "error").put("error", "No session found: " + asked);
        }
        var all = rows.orElse(List.of());
        var details = Json.object().put("sessionKey", asked);
        details.set("messages", HistoryEndpoint.messages(all.subList(Math.max(0, all.size() - limit), all.size())));
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
                .orElseThrow(ToolsEndpoint::hidden);
    }

    /// The agents the caller may hand work to, which is only itself; the model list is the list of all.
    private ObjectNode agents(String caller) {
        var own = agentOf(caller);
        var details = Json.object().put("requester", own).put("allowAny", false);
        details.putArray("agents").addObject().put("id", own).put("configured", gateway.agents.has(own));
        return details;
    }

    private String agentOf(String key) {
        var parts = key.split(":", 3);
        return parts.length == 3 && parts[0].equals("agent") ? parts[1] : gateway.agents.first();
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
        var patch = new SessionPatch(Json.string(args, "expectedSessionId"), args);
        var known = sessions.read(key, session -> session.id).isPresent();
        if (patch.fields().isEmpty()) {
            throw toolError("Patch setting required");
        }
        if (patch.archived() != null && patch.expectedSessionId() == null && !(known && key.equals(caller))) {
            throw toolError(NEEDS_ID);
        }
        if (!known && gateway.agents.has(agentOf(key))) {
            // Settings may come before the first message.
            sessions.touch(Address.of(agentOf(key), key));
        }
        if (!sessions.patch(key, patch)) {
            throw hidden();
        }
        var details = Json.object().put("status", "updated").put("sessionKey", key);
        var updated = details.putArray("updated");
        patch.fields().forEach(updated::add);
        return details;
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
