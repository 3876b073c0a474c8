/// Random faults, and what must hold whatever happens.
@NullMarked
package dev.rockpool.e2e.faults;

import org.jspecify.annotations.NullMarked;
