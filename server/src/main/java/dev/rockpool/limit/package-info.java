/// How much each role may ask of the agents, and how much of that an account has used.
@NullMarked
package dev.rockpool.limit;

import org.jspecify.annotations.NullMarked;
