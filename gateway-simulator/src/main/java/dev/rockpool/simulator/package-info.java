/// A gateway that speaks OpenClaw's HTTP wire in process: the demo agent, and the other side of tests and
/// benchmarks.
@NullMarked
package dev.rockpool.simulator;

import org.jspecify.annotations.NullMarked;
