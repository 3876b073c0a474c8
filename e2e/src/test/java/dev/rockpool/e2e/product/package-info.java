/// The packaged product as its users run it: the jar in a process of its own, called over HTTP.
@NullMarked
package dev.rockpool.e2e.product;

import org.jspecify.annotations.NullMarked;
