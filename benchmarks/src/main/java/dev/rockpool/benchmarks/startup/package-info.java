/// How long a start takes and what an idle server keeps.
@NullMarked
package dev.rockpool.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
