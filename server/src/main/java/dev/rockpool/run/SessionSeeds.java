package dev.rockpool.run;

import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.chat.Seed;
import dev.rockpool.chat.TombstoneRepository;
import dev.rockpool.openclaw.ChatRequest;
import dev.rockpool.openclaw.SessionKey;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Sees to it that a session is told exactly once what was said before it began.
///
/// The first turn of a fresh session carries it, flattened into its message, and the session
/// keeps that. When such a turn does not end well nobody knows whether the session has heard it;
/// so the next turn goes to another fresh session, and the one before is given up.
@Component
final class SessionSeeds {

    private final ChatRepository chats;
    private final MessageRepository messages;
    private final TombstoneRepository tombstones;
    private final Attachments attachments;
    private final Clock clock;

    SessionSeeds(
            ChatRepository chats,
            MessageRepository messages,
            TombstoneRepository tombstones,
            Attachments attachments,
            Clock clock) {
        this.attachments = attachments;
        this.chats = chats;
        this.messages = messages;
        this.tombstones = tombstones;
        this.clock = clock;
    }

    /// Where a turn goes, and what it carries.
    ///
    /// @param fresh whether the session has heard nothing, this question included
    record Told(SessionKey session, List<ChatRequest.Entry> history, boolean fresh) {}

    /// Works out what a turn carries, in the transaction that holds the chat's lock.
    Told tell(Chat chat, Message question) {
        if (chat.seed() == Seed.TOLD) {
            return new Told(chat.sessionKey(), List.of(), false);
        }
        boolean replaced = chat.seed() == Seed.SENT;
        if (replaced) {
            tombstones.replace(chat, clock.instant());
        }
        SessionKey key = replaced ? chat.nextKey() : chat.sessionKey();
        List<ChatRequest.Entry> history = history(chat, question);
        chats.told(
                chat.id(),
                key,
                replaced ? chat.sessionKeys() + 1 : chat.sessionKeys(),
                history.isEmpty() ? Seed.TOLD : Seed.SENT);
        return new Told(key, history, true);
    }

    /// Gives the chat a session that has heard nothing and will be told all with the next message.
    void renew(Chat chat) {
        tombstones.replace(chat, clock.instant());
        chats.told(chat.id(), chat.nextKey(), chat.sessionKeys() + 1, Seed.DUE);
    }

    private List<ChatRequest.Entry> history(Chat chat, Message question) {
        try (Stream<Message> before = messages.before(chat, question.id())) {
            return Past.of(before, file -> attachments.inPast(chat.owner(), file));
        }
    }
}
