package dev.rockpool.share;

import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.chat.StoredMessage;
import dev.rockpool.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads chats for whoever has a link to one.
@Service
class SharedChats {

    private static final TypeReference<List<MessagePart>> PARTS = new TypeReference<>() {};

    private final Sharing sharing;
    private final ShareRepository shares;
    private final ChatRepository chats;
    private final MessageRepository messages;
    private final JsonMapper json;

    SharedChats(
            Sharing sharing,
            ShareRepository shares,
            ChatRepository chats,
            MessageRepository messages,
            JsonMapper json) {
        this.sharing = sharing;
        this.shares = shares;
        this.chats = chats;
        this.messages = messages;
        this.json = json;
    }

    /// The conversation the link leads to, as it is now.
    ///
    /// @throws Problem when it leads nowhere (404), whether it never did or does no more
    SharedChat read(String token) {
        return ShareToken.parse(token)
                .filter(parsed -> sharing.isAllowed())
                .flatMap(shares::find)
                .flatMap(this::read)
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.NOT_FOUND,
                        "share",
                        "This link leads to no conversation. It may have been taken back; ask whoever sent it."));
    }

    private Optional<SharedChat> read(ShareRepository.Shared shared) {
        return chats.find(shared.chat())
                .map(chat -> new SharedChat(chat.title(), shared.since(), chat.agentId(), words(chat)));
    }

    private List<SharedChat.SharedMessage> words(Chat chat) {
        return messages.all(chat).stream()
                .map(message -> new SharedChat.SharedMessage(message.role(), texts(message)))
                .filter(message -> !message.parts().isEmpty())
                .toList();
    }

    private List<MessagePart.Text> texts(StoredMessage message) {
        return json.readValue(message.parts(), PARTS).stream()
                .filter(MessagePart.Text.class::isInstance)
                .map(MessagePart.Text.class::cast)
                .toList();
    }
}
