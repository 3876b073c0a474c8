/// Chats shown to whoever has their link: making links, taking them back, and what they show.
@NullMarked
package dev.rockpool.share;

import org.jspecify.annotations.NullMarked;
