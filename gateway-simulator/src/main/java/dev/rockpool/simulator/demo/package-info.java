/// What the demo agent says, how fast, and how it ends: no wire, no sessions, only text made from a
/// message.
@NullMarked
package dev.rockpool.simulator.demo;

import org.jspecify.annotations.NullMarked;
