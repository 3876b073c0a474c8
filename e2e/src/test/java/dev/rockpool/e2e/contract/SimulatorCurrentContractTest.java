package dev.rockpool.e2e.contract;

import dev.rockpool.simulator.Dialect;

class SimulatorCurrentContractTest extends SimulatorContract {
    SimulatorCurrentContractTest() {
        super(Dialect.CURRENT, "main", "ops");
    }
}
