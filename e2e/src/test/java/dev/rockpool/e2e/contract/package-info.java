/// What the client promises of every gateway, tried on the simulator in each dialect and on the real one.
@NullMarked
package dev.rockpool.e2e.contract;

import org.jspecify.annotations.NullMarked;
