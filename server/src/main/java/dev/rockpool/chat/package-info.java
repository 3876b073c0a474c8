/// Chats and their messages: who owns them, how they are listed, renamed and deleted.
@NullMarked
package dev.rockpool.chat;

import org.jspecify.annotations.NullMarked;
