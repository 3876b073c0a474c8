/// What the nodes that share a database tell each other: something changed, look at its rows.
@NullMarked
package dev.rockpool.cluster;

import org.jspecify.annotations.NullMarked;
