/// Measures the event log from inside its package.
@NullMarked
package dev.rockpool.run;

import org.jspecify.annotations.NullMarked;
