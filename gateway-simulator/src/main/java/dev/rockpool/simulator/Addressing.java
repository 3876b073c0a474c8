package dev.rockpool.simulator;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds session and agent of a chat request: the routing matrix of each dialect.
final class Addressing {
    static final String MAIN = "main";

    static final String AGENT_REQUIRED = "Multiple agents are configured, but this operation has no explicit owner."
            + " Select an agent explicitly; CLI callers can pass --agent <id>, channels can add a binding, and ambient"
            + " services can set their agentId target.";

    private static final Set<String> RESERVED = Set.of("subagent:", "cron:", "acp:", "harness:");

    private Addressing() {}

    /// OpenClaw 2026.9.6 (verified live): a qualified key beats the model's agent, an unqualified one
    /// always belongs to agent `main`, keys are folded to lower case, unknown agents are refused.
    ///
    /// @param strayRow told a key that is refused but leaves a session behind all the same
    static Address current(Agents agents, ChatOptions chat, Request request, Sessions strayRow) {
        var agent = currentAgent(agents, chat.model(), request.header("x-openclaw-agent-id"));
        var header = request.header("x-openclaw-session-key");
        if (header == null) {
            return withoutKey(agent, chat.user());
        }
        var key = header.toLowerCase(Locale.ROOT);
        refuseReserved(key);
        if (!key.startsWith("agent:")) {
            if (key.startsWith(":") || !agents.has(MAIN)) {
                throw Refusal.internal();
            }
            return Address.of(MAIN, "agent:main:" + key);
        }
        var owner = owner(key);
        var address = Address.of(owner, key);
        if (!agents.has(owner)) {
            strayRow.touch(address);
            throw Refusal.internal("Agent " + owner + " is not present in the configured roster.");
        }
        return address;
    }

    private static String currentAgent(Agents agents, String model, @Nullable String header) {
        if (model.equals("openclaw") || model.equals("openclaw/default")) {
            if (agents.ids().size() > 1) {
                throw Refusal.badRequest(AGENT_REQUIRED);
            }
            return agents.first();
        }
        var named = Agents.inModel(model);
        if (named == null) {
            throw Refusal.badRequest("Invalid `model`. Use `openclaw` or `openclaw/<agentId>`.");
        }
        var agent = header == null ? named : header.toLowerCase(Locale.ROOT);
        if (!agents.has(agent)) {
            throw Refusal.badRequest("Unknown agent '" + agent + "'.");
        }
        return agent;
    }

    /// OpenClaw 2026.2.9 (verified live): like today's, but keys keep their case, nothing is reserved, an
    /// unqualified key is stored bare, and whatever agent is named exists from then on.
    static Address legacy(Agents agents, ChatOptions chat, Request request) {
        var named = Agents.inModel(chat.model());
        var fallback = agents.has(MAIN) ? MAIN : agents.first();
        var agent = named == null || named.equals("default") ? fallback : agents.createIfMissing(named);
        var key = request.header("x-openclaw-session-key");
        if (key == null) {
            return withoutKey(agent, chat.user());
        }
        if (key.startsWith("agent:")) {
            return Address.of(agents.createIfMissing(owner(key)), key);
        }
        return new Address(fallback, key, "agent:" + fallback + ":" + key);
    }

    /// The session is what the model string says; there is one agent.
    static Address modelString(Agents agents, ChatOptions chat) {
        var key = chat.model().startsWith("openclaw:") ? chat.model().substring("openclaw:".length()) : "";
        if (key.isBlank()) {
            throw Refusal.badRequest("Invalid `model`. Use `openclaw:<sessionKey>`.");
        }
        return Address.of(agents.first(), key);
    }

    /// The key as today's tools and history read it: qualified, lower case.
    static String canonical(String key) {
        var folded = key.strip().toLowerCase(Locale.ROOT);
        return folded.startsWith("agent:") ? folded : "agent:main:" + folded;
    }

    private static Address withoutKey(String agent, @Nullable String user) {
        var rest = user == null ? "openai:" + UUID.randomUUID() : "openai-user:" + user.toLowerCase(Locale.ROOT);
        return Address.of(agent, "agent:" + agent + ":" + rest);
    }

    /// The agent id of a qualified key; `agent:main`, `agent:main:` and `agent::x` have none and break the
    /// gateway.
    private static String owner(String key) {
        var parts = key.split(":", 3);
        if (parts.length < 3 || parts[1].isBlank() || parts[2].isBlank()) {
            throw Refusal.internal();
        }
        return parts[1];
    }

    private static void refuseReserved(String key) {
        var rest = key.startsWith("agent:") ? key.substring(key.indexOf(':', "agent:".length()) + 1) : key;
        if (RESERVED.stream().anyMatch(rest::startsWith)) {
            throw Refusal.badRequest("`x-openclaw-session-key` cannot use reserved internal session namespaces.");
        }
    }
}
