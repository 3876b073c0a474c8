package dev.rockpool.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/// What all connections of one simulated gateway share.
final class Gateway {
    final Dialect dialect;
    final String token;
    final Agents agents;
    final Duration gap;
    final boolean chatEndpoint;
    final InstantSource clock;
    final Sessions sessions;
    final AtomicInteger openStreams = new AtomicInteger();
    final AtomicInteger abortedStreams = new AtomicInteger();

    Gateway(SimulatorOptions options, String token, InstantSource clock) {
        this.dialect = options.dialect();
        this.token = token;
        this.agents = new Agents(options.agents());
        this.gap = options.gap();
        this.chatEndpoint = options.chatEndpoint();
        this.clock = clock;
        this.sessions = new Sessions(dialect == Dialect.CURRENT, clock);
    }

    Routes routes() {
        return switch (dialect) {
            case CURRENT -> new CurrentRoutes(this);
            case LEGACY -> new LegacyRoutes(this);
            case MODEL_STRING -> new ModelStringRoutes(this);
        };
    }
}
