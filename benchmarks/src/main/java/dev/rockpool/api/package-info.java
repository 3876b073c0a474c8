/// Measures the chunk writer from inside its package.
@NullMarked
package dev.rockpool.api;

import org.jspecify.annotations.NullMarked;
