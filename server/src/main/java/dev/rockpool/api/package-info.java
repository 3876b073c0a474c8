/// The outside wire: request bodies in, AI SDK UI message streams and JSON errors out.
@NullMarked
package dev.rockpool.api;

import org.jspecify.annotations.NullMarked;
