package dev.rockpool.share;

import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.MessagePart;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.chat.StoredMessage;
import dev.rockpool.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
                .map(chat -> new SharedChat(chat.title(), shared.since(), chat.agentId(), conversation(chat)));
    }

    private List<SharedChat.SharedMessage> conversation(Chat chat) {
        return messages.all(chat).stream()
                .map(this::shown)
                .filter(message -> !message.isEmpty())
                .toList();
    }

    private SharedChat.SharedMessage shown(StoredMessage message) {
        List<MessagePart> parts = json.readValue(message.parts(), PARTS);
        return new SharedChat.SharedMessage(
                message.role(), of(parts, MessagePart.Text.class).toList(), (int)
                        of(parts, MessagePart.File.class).count());
    }

    private static <P extends MessagePart> Stream<P> of(List<MessagePart> parts, Class<P> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast);
    }
}
