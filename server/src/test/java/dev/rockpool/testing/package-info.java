/// What the server's tests share: a server on a real database, a gateway to talk to, a client that calls.
@NullMarked
package dev.rockpool.testing;

import org.jspecify.annotations.NullMarked;
