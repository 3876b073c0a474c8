@NullMarked
package dev.rockpool.share;

import org.jspecify.annotations.NullMarked;
