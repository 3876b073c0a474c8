package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.Visibility;
import dev.rockpool.file.FileId;
import dev.rockpool.gateway.AgentName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message a person sends.
///
/// @param text     may be empty when there are files
/// @param files    what is attached to it, each once
/// @param replaces the earlier message it is said in place of; null when it goes on from the last
///     one.
///                 Its own id means that one, where the chat has it
/// @param agent    the agent chosen for a new chat; null for the chat's own or the default one
public record NewMessage(
        ChatId chat,
        MessageId id,
        String text,
        List<FileId> files,
        @Nullable MessageId replaces,
        @Nullable AgentName agent,
        Visibility visibility) {

    public NewMessage {
        files = List.copyOf(files);
    }

    /// Whether it has the id of the message it is said in place of, as the AI SDK sends it.
    boolean replacesItself() {
        return id.equals(replaces);
    }
}
