/// What people think of answers: a vote each, read by whoever owns the chat, and only counted for administrators.
@NullMarked
package dev.rockpool.vote;

import org.jspecify.annotations.NullMarked;
