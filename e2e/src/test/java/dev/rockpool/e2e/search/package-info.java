/// Looks for secrets in everything a server and the browsers that use it leave behind.
@NullMarked
package dev.rockpool.e2e.search;

import org.jspecify.annotations.NullMarked;
