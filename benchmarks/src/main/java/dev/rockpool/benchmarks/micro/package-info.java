/// What one token costs in the pieces of code that every token goes through, measured with JMH.
@NullMarked
package dev.rockpool.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
