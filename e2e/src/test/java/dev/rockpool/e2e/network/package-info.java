/// The network between the programs, as it is when it is not well.
@NullMarked
package dev.rockpool.e2e.network;

import org.jspecify.annotations.NullMarked;
