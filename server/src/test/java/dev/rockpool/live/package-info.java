/// Tests of the live room.
@NullMarked
package dev.rockpool.live;

import org.jspecify.annotations.NullMarked;
