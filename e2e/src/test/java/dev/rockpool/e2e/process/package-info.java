/// Programs the tests start: every one is ended by its own process id, whatever happens to the test.
@NullMarked
package dev.rockpool.e2e.process;

import org.jspecify.annotations.NullMarked;
