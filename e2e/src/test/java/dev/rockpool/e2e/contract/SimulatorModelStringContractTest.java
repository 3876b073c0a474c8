package dev.rockpool.e2e.contract;

import dev.rockpool.simulator.Dialect;

class SimulatorModelStringContractTest extends SimulatorContract {
    SimulatorModelStringContractTest() {
        super(Dialect.MODEL_STRING, "main");
    }
}
