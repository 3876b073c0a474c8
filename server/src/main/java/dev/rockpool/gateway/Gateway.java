package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.GatewayInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One gateway of this server: how it is set up, and how it was when last looked at.
public final class Gateway {

    private final GatewayConfig config;
    private final GatewayWatch watch;

    Gateway(GatewayConfig config, GatewayWatch watch) {
        this.config = config;
        this.watch = watch;
    }

    public GatewayId id() {
        return config.id();
    }

    /// What people call it.
    public String name() {
        return config.name();
    }

    GatewayConfig config() {
        return config;
    }

    GatewayWatch watch() {
        return watch;
    }

    AgentTransport transport() {
        return new HttpAgentTransport(watch.client(), config.source(), watch::lost);
    }

    /// Has somebody's own gateway looked at that was left alone, without waiting for it.
    void lookSoon() {
        watch.ask();
    }

    /// Whether images reach its agents; they may while nothing is known of it.
    public boolean takesImages() {
        GatewayInfo info = watch.known();
        return info == null || info.takesImages();
    }

    /// How it was when last looked at. Returns at once, or within two seconds of its first look.
    public GatewayStatus status() {
        GatewayHealth health = health();
        GatewayInfo info = watch.known();
        GatewayProblem problem = health.problem();
        return new GatewayStatus(
                name(),
                config.source() == GatewaySource.DEMO,
                health.reachable(),
                health.version(),
                info == null ? null : info.routing(),
                problem == null ? watch.discoveryProblem() : problem.sentence());
    }

    /// As [#status()], for whoever looks after it.
    GatewayHealth health() {
        if (!config.isUsed()) {
            return GatewayHealth.unseen(config.fault());
        }
        watch.awaitFirstLook();
        GatewayLook look = watch.last();
        GatewayInfo info = watch.known();
        GatewayProblem problem = look.problem() == null ? missingAgent() : look.problem();
        return new GatewayHealth(
                look.usable(), info == null ? null : info.version(), problem, watch.latencyMillis(), watch.lastAt());
    }

    /// None of the agents that were chosen for it is there, or the one that chats get is not.
    private @Nullable GatewayProblem missingAgent() {
        List<AgentId> told = watch.listed();
        if (told == null || told.isEmpty()) {
            return null;
        }
        List<AgentId> wanted = config.agents().stream().anyMatch(told::contains) ? List.of() : config.agents();
        AgentId standard = config.defaultAgent();
        AgentId missing =
                !wanted.isEmpty() ? wanted.getFirst() : standard != null && !told.contains(standard) ? standard : null;
        return missing == null
                ? null
                : GatewayProblem.of(
                        GatewayProblem.Kind.AGENT_UNKNOWN,
                        "The gateway ‘%s’ has no agent ‘%s’. Choose one it has.".formatted(name(), missing));
    }

    /// The agents the gateway told, `null` while it has told none.
    @Nullable
    List<AgentId> agentsFound() {
        return watch.listed();
    }

    /// The agents one can choose, as last known; never empty. Returns at once, or within two seconds of its first
    /// look.
    public List<AgentChoice> agents() {
        watch.awaitFirstLook();
        return chosen().stream().map(id -> new AgentChoice(id, id.value())).toList();
    }

    /// The agent of a chat that names none: the configured one, else `main` where there is one, else the
    /// first.
    public AgentId defaultAgent() {
        List<AgentId> agents = agents().stream().map(AgentChoice::id).toList();
        AgentId configured = config.defaultAgent();
        if (configured != null && agents.contains(configured)) {
            return configured;
        }
        return agents.contains(AgentId.MAIN) ? AgentId.MAIN : agents.getFirst();
    }

    /// Whether this agent can be used. While a gateway that tells its agents has not yet done so, every one
    /// may be: the gateway will say, and a person learns that it is down rather than that the agent is
    /// wrong. A gateway that never tells makes an agent of any name it is given (OpenClaw 2026.2.9,
    /// verified live), so there the agent must be a chosen one.
    public boolean offers(AgentId agent) {
        watch.awaitFirstLook();
        GatewayInfo info = watch.known();
        boolean willTell = config.source() != GatewaySource.DEMO && (info == null || info.listsAgents());
        boolean untold = willTell && watch.listed() == null && config.agents().isEmpty();
        return untold || chosen().contains(agent);
    }

    /// The agents allowed by the settings, as far as the gateway has them.
    private List<AgentId> chosen() {
        List<AgentId> allowed = config.agents();
        List<AgentId> told = watch.listed();
        if (told == null || told.isEmpty()) {
            List<AgentId> usual = List.of(config.source() == GatewaySource.DEMO ? DemoAgent.AGENT : AgentId.MAIN);
            return allowed.isEmpty() ? usual : allowed;
        }
        List<AgentId> both = told.stream()
                .filter(agent -> allowed.isEmpty() || allowed.contains(agent))
                .toList();
        return both.isEmpty() ? allowed : both;
    }
}
