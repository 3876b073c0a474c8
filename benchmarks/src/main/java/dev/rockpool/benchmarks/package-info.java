/// Measures the packaged server as its users meet it, and sets what it finds beside the budgets.
@NullMarked
package dev.rockpool.benchmarks;

import org.jspecify.annotations.NullMarked;
