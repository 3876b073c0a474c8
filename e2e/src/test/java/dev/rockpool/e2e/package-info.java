/// What Rockpool promises, tried on the packaged jar.
@NullMarked
package dev.rockpool.e2e;

import org.jspecify.annotations.NullMarked;
