/// What a turn sends to the gateway, however long its chat is.
@NullMarked
package dev.rockpool.benchmarks.turns;

import org.jspecify.annotations.NullMarked;
