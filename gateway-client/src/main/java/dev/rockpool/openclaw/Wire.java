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

    private static List<Map<String, Object>> messages(ChatRequest request) {
        List<Map<String, Object>> messages = new ArrayList<>();
        if (request.note() != null) {
            messages.add(Map.of("role", "system", "content", request.note()));
        }
        request.history().forEach(entry -> messages.add(Map.of("role", role(entry.role()), "content", entry.text())));
        messages.add(Map.of("role", "user", "content", content(request)));
        return messages;
    }

    private static String role(ChatRequest.Role role) {
        return switch (role) {
            case USER -> "user";
            case ASSISTANT -> "assistant";
        };
    }

    /// A list only where there are images: text alone is what every gateway takes.
    private static Object content(ChatRequest request) {
        if (request.images().isEmpty()) {
            return request.message();
        }
        List<Map<String, Object>> parts = new ArrayList<>();
        if (!request.message().isBlank()) {
            parts.add(Map.of("type", "text", "text", request.message()));
        }
        request.images()
                .forEach(image -> parts.add(Map.of("type", "image_url", "image_url", Map.of("url", url(image)))));
        return parts;
    }

    /// The gateway loads no image from elsewhere, so it is given whole (OpenClaw 2026.9.6, verified live).
    private static String url(ChatRequest.Image image) {
        return "data:" + image.mediaType() + ";base64," + image.base64();
    }
}
