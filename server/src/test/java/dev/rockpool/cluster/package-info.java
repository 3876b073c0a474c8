@NullMarked
package dev.rockpool.cluster;

import org.jspecify.annotations.NullMarked;
