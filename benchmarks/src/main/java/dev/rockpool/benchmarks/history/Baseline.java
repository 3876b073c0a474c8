package dev.rockpool.benchmarks.history;

/// What the template this product grew from measures; 0 where that is not known.
///
/// @param alone    99th percentile of one call at a time, in milliseconds
/// @param together 99th percentile of sixteen calls at once, in milliseconds
/// @param cpu      processor time of the server per call, in milliseconds
record Baseline(double alone, double together, double cpu) {

    static final Baseline NONE = new Baseline(0, 0, 0);
}
