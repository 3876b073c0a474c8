package dev.rockpool.e2e.contract;

import dev.rockpool.simulator.Dialect;

class SimulatorLegacyContractTest extends SimulatorContract {
    SimulatorLegacyContractTest() {
        super(Dialect.LEGACY, "main", "ops");
    }
}
