/// The errors people read: a kind, the thing it is about, and a sentence that says what to do.
@NullMarked
package dev.rockpool.problem;

import org.jspecify.annotations.NullMarked;
