/// The page as a person in front of a browser meets it: how soon it is there, and how it keeps up.
@NullMarked
package dev.rockpool.benchmarks.page;

import org.jspecify.annotations.NullMarked;
