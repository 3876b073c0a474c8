/// Which gateway and agent a chat talks to: finding the gateway, its state, and turns in sessions.
@NullMarked
package dev.rockpool.gateway;

import org.jspecify.annotations.NullMarked;
