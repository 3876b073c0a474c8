package dev.rockpool.share;

import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessagePart;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a link shows: the words of a conversation and nothing that leads to its owner, its
/// session or other chats.
///
/// @param agent who answered; null when nobody has yet
record SharedChat(String title, Instant sharedAt, @Nullable String agent, List<SharedMessage> messages) {

    /// @param parts text only: what tools did may name more than its owner wants to show
    record SharedMessage(Message.Role role, List<MessagePart.Text> parts) {}
}
