@NullMarked
package dev.rockpool.vote;

import org.jspecify.annotations.NullMarked;
