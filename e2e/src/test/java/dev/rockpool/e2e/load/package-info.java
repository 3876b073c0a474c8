/// Load on the packaged server, run by hand: what many live channels cost.
@NullMarked
package dev.rockpool.e2e.load;

import org.jspecify.annotations.NullMarked;
