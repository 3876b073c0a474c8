package dev.rockpool.e2e.faults;

import dev.rockpool.e2e.process.Ports;
import dev.rockpool.simulator.Dialect;
import dev.rockpool.simulator.GatewaySimulator;
import dev.rockpool.simulator.SimulatedTurn;
import dev.rockpool.simulator.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;

/// A gateway that can be killed and comes back at the same address, with none of its sessions; what it was
/// asked stays known. Thread-safe.
public final class RestartableGateway implements AutoCloseable {

    private final SimulatorOptions options =
            SimulatorOptions.of(Dialect.CURRENT).withPort(Ports.free()).withToken("a-gateway-that-comes-back");
    private final List<SimulatedTurn> earlier = new ArrayList<>();
    private GatewaySimulator running = GatewaySimulator.start(options);

    public int port() {
        return options.port();
    }

    public String token() {
        return running.token();
    }

    /// Ends it in mid-answer.
    public synchronized void kill() {
        running.close();
        earlier.addAll(running.turns());
    }

    /// Starts it again after a [#kill()].
    public synchronized void start() {
        running = GatewaySimulator.start(options);
    }

    /// Every turn that ever began, oldest first.
    public synchronized List<SimulatedTurn> turns() {
        List<SimulatedTurn> all = new ArrayList<>(earlier);
        all.addAll(running.turns());
        return all;
    }

    @Override
    public synchronized void close() {
        running.close();
    }
}
