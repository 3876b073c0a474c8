package dev.rockpool.openclaw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// How a turn is written down for the gateway.
final class Wire {

    static final String CHAT_PATH = "/v1/chat/completions";

    /// How an agent's model is named.
    static final String AGENT_PREFIX = "openclaw/";

    static final String SESSION_HEADER = "x-openclaw-session-key";

    private static final JsonMapper JSON = JsonMapper.shared();

    private Wire() {}

    /// The model names the agent, never one of the aliases `openclaw` and `openclaw/default`: they are
    /// refused as soon as there is a second agent (OpenClaw 2026.9.6, verified live).
    static String model(SessionRouting routing, AgentId agent, SessionKey session) {
        return switch (routing) {
            case HEADER -> AGENT_PREFIX + agent;
            case MODEL -> new ModelString(session).toString();
            case AUTO -> throw new IllegalStateException("The routing is not settled yet.");
        };
    }

    /// The qualified key decides about agent and session on every version and beats the model (verified
    /// live).
    static Map<String, String> headers(SessionRouting routing, ChatRequest request) {
        Map<String, String> headers = new HashMap<>();
        if (routing == SessionRouting.HEADER) {
            headers.put(SESSION_HEADER, request.session().qualified(request.agent()));
        }
        if (request.model() != null) {
            headers.put("x-openclaw-model", request.model());
        }
        return headers;
    }

    static byte[] body(SessionRouting routing, ChatRequest request, boolean stream) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model(routing, request.agent(), request.session()));
        body.put("stream", stream);
        if (stream) {
            body.put("stream_options", Map.of("include_usage", true));
        }
        body.put("messages", messages(request));
        return JSON.writeValueAsBytes(body);
    }

    private static List<Map<String, String>> messages(ChatRequest request) {
        List<Map<String, String>> messages = new ArrayList<>();
        if (request.note() != null) {
            messages.add(Map.of("role", "system", "content", request.note()));
        }
        messages.add(Map.of("role", "user", "content", request.message()));
        return messages;
    }
}
