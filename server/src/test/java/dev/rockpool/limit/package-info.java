@NullMarked
package dev.rockpool.limit;

import org.jspecify.annotations.NullMarked;
