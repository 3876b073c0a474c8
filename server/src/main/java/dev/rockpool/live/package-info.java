/// The live channel: one WebSocket per browser tab that carries everything that changes.
@NullMarked
package dev.rockpool.live;

import org.jspecify.annotations.NullMarked;
