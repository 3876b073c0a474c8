/// Tests of the gateway room.
@NullMarked
package dev.rockpool.gateway;

import org.jspecify.annotations.NullMarked;
