/// Many chats that start at once: how soon and how smoothly their answers come, and what that costs the server.
@NullMarked
package dev.rockpool.benchmarks.streaming;

import org.jspecify.annotations.NullMarked;
