/// What the list of chats and the messages of one chat cost, on both databases.
@NullMarked
package dev.rockpool.benchmarks.history;

import org.jspecify.annotations.NullMarked;
