package dev.rockpool.simulator;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /sessions/{key}/history?limit=&cursor=`: the newest messages before the cursor, oldest first
/// (OpenClaw 2026.9.6, verified live).
final class HistoryEndpoint {
    private static final Pattern PATH = Pattern.compile("/sessions/([^/]+)/history");
    private static final int MAX_LIMIT = 1_000;

    private final Sessions sessions;

    HistoryEndpoint(Sessions sessions) {
        this.sessions = sessions;
    }

    static boolean matches(Request request) {
        return PATH.matcher(request.path()).matches();
    }

    void answer(Exchange exchange) {
        var request = exchange.request();
        var path = PATH.matcher(request.path());
        var key = path.matches() ? QueryStringDecoder.decodeComponent(path.group(1)) : "";
        var limit = (int) Math.min(number(request, "limit", MAX_LIMIT), MAX_LIMIT);
        var before = number(request, "cursor", Long.MAX_VALUE);
        var page = sessions.read(Addressing.canonical(key), session -> page(session, limit, before))
                .orElseThrow(() -> Refusal.ofTool(404, "not_found", "Session not found: " + key));
        exchange.json(200, page);
    }

    private static ObjectNode page(Session session, int limit, long before) {
        var earlier = session.rows().stream().filter(row -> row.seq() < before).toList();
        var rows = earlier.subList(Math.max(0, earlier.size() - limit), earlier.size());
        var hasMore = rows.size() < earlier.size();
        var page = Json.object().put("sessionKey", session.address.listedKey());
        page.set("items", messages(rows));
        page.set("messages", messages(rows));
        page.put("hasMore", hasMore);
        if (hasMore) {
            page.put("nextCursor", Long.toString(rows.getFirst().seq()));
        }
        return page;
    }

    static ArrayNode messages(List<Row> rows) {
        var messages = Json.object().arrayNode();
        for (var row : rows) {
            // Words with a tool call are a row of their own, before it (OpenClaw 2026.9.6, verified live).
            if (callsTool(row) && !row.text().isEmpty()) {
                messages.add(message(row, false));
            }
            messages.add(message(row, callsTool(row)));
        }
        return messages;
    }

    private static boolean callsTool(Row row) {
        return row.kind() == Row.Kind.ASSISTANT
                && row.deed() != null
                && row.deed().call() != null;
    }

    private static ObjectNode message(Row row, boolean call) {
        var message = Json.object();
        switch (row.kind()) {
            case USER -> message.put("role", "user").put("content", row.text());
            case RESET -> text(message.put("role", "system"), row);
            case ASSISTANT -> assistant(message.put("role", "assistant"), row, call);
            case TOOL -> toolAnswer(message.put("role", "toolResult"), row);
            case FAILURE -> text(message.put("role", "assistant"), row).put("stopReason", "error");
        }
        message.put("timestamp", row.at().toEpochMilli());
        origin(message.putObject("__openclaw"), row);
        return message;
    }

    private static void assistant(ObjectNode message, Row row, boolean call) {
        var deed = row.deed();
        if (deed == null || (callsTool(row) && !call)) {
            text(message, row).put("stopReason", "stop");
            return;
        }
        var content = message.put("model", ChatEndpoint.DEFAULT_MODEL).putArray("content");
        if (deed.thought() != null) {
            content.addObject().put("type", "thinking").put("thinking", deed.thought());
        }
        if (call) {
            var tool = content.addObject()
                    .put("type", "toolCall")
                    .put("id", deed.call())
                    .put("name", "exec");
            tool.set("arguments", Json.parse(deed.arguments()));
        } else {
            content.addObject().put("type", "text").put("text", row.text());
        }
        message.put("stopReason", call ? "toolUse" : "stop");
    }

    private static void toolAnswer(ObjectNode message, Row row) {
        var deed = Objects.requireNonNull(row.deed(), "A tool's answer is a deed.");
        message.put("toolCallId", deed.call()).put("toolName", "exec").put("isError", deed.failed());
        message.putArray("content").addObject().put("type", "text").put("text", row.text());
    }

    private static ObjectNode text(ObjectNode message, Row row) {
        message.putArray("content").addObject().put("type", "text").put("text", row.text());
        return row.kind() == Row.Kind.RESET ? message : message.put("model", ChatEndpoint.DEFAULT_MODEL);
    }

    private static void origin(ObjectNode origin, Row row) {
        switch (row.kind()) {
            case USER -> origin.put("senderIsOwner", true);
            case RESET -> origin.put("kind", "reset");
            case ASSISTANT, FAILURE, TOOL -> origin.put("runId", row.runId());
        }
        origin.put("id", row.id()).put("seq", row.seq());
    }

    private static long number(Request request, String name, long otherwise) {
        var value = request.queryValue(name);
        try {
            var number = value == null ? otherwise : Long.parseLong(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like a number that is too small.
        }
        throw Refusal.badRequest(name + " must be a positive integer");
    }
}
