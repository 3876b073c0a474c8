/// Measures the client's stream parser from inside its package.
@NullMarked
package dev.rockpool.openclaw;

import org.jspecify.annotations.NullMarked;
