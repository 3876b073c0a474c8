/// Rockpool, the server: a web chat in which every chat is its own OpenClaw session.
@NullMarked
package dev.rockpool;

import org.jspecify.annotations.NullMarked;
