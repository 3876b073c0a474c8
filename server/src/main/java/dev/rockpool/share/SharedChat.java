package dev.rockpool.share;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    /// @param files how many files went with it, left out when none did: neither what is in them
    ///     nor what they are called is for others
    record SharedMessage(
            Message.Role role,
            List<MessagePart.Text> parts,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int files) {

        boolean isEmpty() {
            return parts.isEmpty() && files == 0;
        }
    }
}
