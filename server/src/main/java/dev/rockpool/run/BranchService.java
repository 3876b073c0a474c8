package dev.rockpool.run;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.ChatService;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.chat.MessageRepository.Spot;
import dev.rockpool.file.FileService;
import dev.rockpool.gateway.AgentName;
import dev.rockpool.gateway.ChosenAgent;
import dev.rockpool.gateway.Gateways;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// What an owner may do with the ways a chat has gone: turn to another, and go on from one in a
/// chat of its own.
@Service
public class BranchService {

    private final Database database;
    private final ChatService owners;
    private final ChatRepository chats;
    private final MessageRepository messages;
    private final Branching branching;
    private final RunStore store;
    private final Gateways gateways;
    private final FileService files;
    private final Clock clock;

    BranchService(
            Database database,
            ChatService owners,
            ChatRepository chats,
            MessageRepository messages,
            Branching branching,
            RunStore store,
            Gateways gateways,
            FileService files,
            Clock clock) {
        this.database = database;
        this.owners = owners;
        this.chats = chats;
        this.messages = messages;
        this.branching = branching;
        this.store = store;
        this.gateways = gateways;
        this.files = files;
        this.clock = clock;
    }

    /// Turns the chat to one of its branches, whose session goes on where it was.
    ///
    /// @throws Problem when there is none of that number (400), an answer is being written (409),
    ///     or the chat is not the caller's
    public Chat turnTo(AccountId caller, ChatId id, int branch) {
        return database.inTransaction(() -> {
            if (branching.turnTo(owners.lockOwned(caller, id), branch)) {
                store.rearranged(id);
            }
            return owners.lockOwned(caller, id);
        });
    }

    /// Makes a chat of the caller's own with the same past, in a session of its own that is told
    /// it with the next message.
    ///
    /// @param upTo the last message it has; empty for the last answer
    /// @param name the agent it is to have; null for the same
    /// @throws Problem when there is no such message or agent (400), no answer yet (409), or the
    ///     chat is not the caller's
    public Chat fork(AccountId caller, ChatId id, Optional<MessageId> upTo, @Nullable AgentName name) {
        owners.owned(caller, id);
        // Asked before the transaction, as it may have to wait for the gateway.
        ChosenAgent agent = name == null ? null : gateways.choose(caller, name);
        if (agent != null && agent.problem() != null) {
            throw Problem.badField("selectedChatModel", agent.problem());
        }
        return database.inTransaction(() -> {
            Chat chat = owners.lockOwned(caller, id);
            return copy(chat, last(chat, upTo), agent);
        });
    }

    private Spot last(Chat chat, Optional<MessageId> upTo) {
        if (upTo.isPresent()) {
            return messages.spot(chat, upTo.get())
                    .orElseThrow(() -> Problem.badField(
                            "messageId",
                            "The field 'messageId' names no message in this conversation. Load the chat again."));
        }
        return messages.spotBefore(chat, Integer.MAX_VALUE, Message.Role.ASSISTANT)
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.CONFLICT,
                        "chat",
                        "There is no answer in this chat to go on from yet. Wait for the first."));
    }

    private Chat copy(Chat chat, Spot last, @Nullable ChosenAgent agent) {
        ChatId forked = new ChatId(RunId.uuid());
        chats.insertFork(
                forked,
                chat.owner(),
                chat.title(),
                agent == null ? chat.agentId() : agent.agent().value(),
                agent == null ? chat.gatewayId() : agent.gateway().value(),
                clock.instant());
        files.copy(chat.id(), forked);
        messages.copy(chat, last.position(), forked, () -> new MessageId(RunId.uuid()));
        return chats.lock(forked).orElseThrow(ChatService::gone);
    }
}
