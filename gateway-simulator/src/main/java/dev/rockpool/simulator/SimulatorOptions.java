package dev.rockpool.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a [GatewaySimulator] is to be started; begin with [#of(Dialect)] and change what matters with the
/// `with` methods.
///
/// @param dialect which wire it speaks
/// @param port the loopback port, 0 (the default) for any free one
/// @param token the bearer token callers must show; null (the default) mints a random one, there is no open
///     gateway
/// @param agents the agent ids it offers, at least one, default `main`; [Dialect#MODEL_STRING] answers as
///     the first
/// @param gap the time between two tokens of an answer that does not choose its own, 0 or more, default 22
///     ms: a natural pace
/// @param chatEndpoint whether `/v1/chat/completions` is switched on, default true; off it answers 404, as
///     a gateway whose `gateway.http.endpoints.chatCompletions.enabled` was never set
public record SimulatorOptions(
        Dialect dialect, int port, @Nullable String token, List<String> agents, Duration gap, boolean chatEndpoint) {

    static final Duration NATURAL_GAP = Duration.ofMillis(22);
    private static final Pattern AGENT_ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    public SimulatorOptions {
        Objects.requireNonNull(dialect, "dialect is null");
        agents = List.copyOf(agents);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port must be between 0 and 65535, not " + port + ".");
        }
        if (token != null && token.isBlank()) {
            throw new IllegalArgumentException("The token is blank; leave it out to have one minted.");
        }
        if (agents.isEmpty()
                || !agents.stream().allMatch(agent -> AGENT_ID.matcher(agent).matches())) {
            throw new IllegalArgumentException(
                    "At least one agent id of a-z, 0-9, - and _ is needed, not " + agents + ".");
        }
        if (gap.isNegative()) {
            throw new IllegalArgumentException("The gap between tokens cannot be negative.");
        }
    }

    public static SimulatorOptions of(Dialect dialect) {
        return new SimulatorOptions(dialect, 0, null, List.of("main"), NATURAL_GAP, true);
    }

    public SimulatorOptions withDialect(Dialect newDialect) {
        return new SimulatorOptions(newDialect, port, token, agents, gap, chatEndpoint);
    }

    public SimulatorOptions withPort(int newPort) {
        return new SimulatorOptions(dialect, newPort, token, agents, gap, chatEndpoint);
    }

    public SimulatorOptions withToken(@Nullable String newToken) {
        return new SimulatorOptions(dialect, port, newToken, agents, gap, chatEndpoint);
    }

    public SimulatorOptions withAgents(List<String> newAgents) {
        return new SimulatorOptions(dialect, port, token, newAgents, gap, chatEndpoint);
    }

    public SimulatorOptions withAgents(String... newAgents) {
        return withAgents(List.of(newAgents));
    }

    public SimulatorOptions withGap(Duration newGap) {
        return new SimulatorOptions(dialect, port, token, agents, newGap, chatEndpoint);
    }

    public SimulatorOptions withChatEndpoint(boolean switchedOn) {
        return new SimulatorOptions(dialect, port, token, agents, gap, switchedOn);
    }

    /// Never shows the token.
    @Override
    public String toString() {
        return "SimulatorOptions[" + dialect + ", port " + port + ", agents " + agents + ", gap " + gap + "]";
    }
}
