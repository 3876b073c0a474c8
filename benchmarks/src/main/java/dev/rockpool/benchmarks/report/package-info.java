/// What was measured, on which machine, and how it compares with budget and baseline.
@NullMarked
package dev.rockpool.benchmarks.report;

import org.jspecify.annotations.NullMarked;
