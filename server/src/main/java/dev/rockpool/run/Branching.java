package dev.rockpool.run;

import dev.rockpool.chat.BranchRepository;
import dev.rockpool.chat.BranchRepository.Branch;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.ChatService;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageId;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.chat.MessageRepository.Spot;
import dev.rockpool.chat.Seed;
import dev.rockpool.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Moves chats to new branches and back to old ones. Each method joins the caller's transaction,
/// which must hold the chat's lock, and wants that no run of the chat is on or waits.
@Component
final class Branching {

    /// How many branches a chat may have.
    static final int MOST = 500;

    private final ChatRepository chats;
    private final BranchRepository branches;
    private final MessageRepository messages;
    private final RunRepository runs;

    Branching(ChatRepository chats, BranchRepository branches, MessageRepository messages, RunRepository runs) {
        this.chats = chats;
        this.branches = branches;
        this.messages = messages;
        this.runs = runs;
    }

    /// Begins a branch that keeps what stands before one of the person's messages.
    ///
    /// @return the chat as it is now
    /// @throws Problem when there is no such message in the conversation (400), or an answer is
    ///     being written (409)
    Chat before(Chat chat, MessageId message) {
        checkQuiet(chat);
        Spot spot = messages.spot(chat, message)
                .filter(found -> found.role() == Message.Role.USER)
                .orElseThrow(() -> Problem.badField(
                        "messageId",
                        "The field 'messageId' names no message of yours in this conversation. Load the chat again."));
        return open(chat, messages.spotBefore(chat, spot.position()).orElse(null));
    }

    /// What is to be answered anew.
    ///
    /// @param chat     the chat as it is now
    /// @param question the message to answer
    record Again(Chat chat, MessageId question) {}

    /// Begins a branch that keeps what stands before an answer, to answer its question anew.
    ///
    /// @param answer the answer, or its question; empty for the last answer
    /// @throws Problem when there is no such message in the conversation (400) or no answer
    ///     (409), or one is being written (409)
    Again again(Chat chat, Optional<MessageId> answer) {
        checkQuiet(chat);
        Spot spot = answer.isPresent() ? named(chat, answer.get()) : lastAnswer(chat);
        if (spot.role() == Message.Role.ASSISTANT && isFollowedByAnother(chat, spot)) {
            throw askedAgain();
        }
        Spot question = spot.role() == Message.Role.USER
                ? spot
                : messages.spotBefore(chat, spot.position(), Message.Role.USER).orElseThrow(Branching::noAnswer);
        return new Again(open(chat, question), question.id());
    }

    private Spot named(Chat chat, MessageId message) {
        return messages.spot(chat, message).orElseThrow(() -> missing(chat, message));
    }

    /// An answer without a word is taken away when it is asked for again; whoever asks a second time, not having heard
    /// that the first was taken, is told the same as of one that stays.
    private Problem missing(Chat chat, MessageId message) {
        return runs.hasAnswer(chat.id(), chat.branch(), message)
                ? askedAgain()
                : Problem.badField(
                        "messageId",
                        "The field 'messageId' names no answer in this conversation. Load the chat again.");
    }

    private boolean isFollowedByAnother(Chat chat, Spot answer) {
        return messages.spotAfter(chat, answer.position())
                .filter(next -> next.role() == Message.Role.ASSISTANT)
                .isPresent();
    }

    private Spot lastAnswer(Chat chat) {
        return messages.spotBefore(chat, Integer.MAX_VALUE, Message.Role.ASSISTANT)
                .orElseThrow(Branching::noAnswer);
    }

    private Chat open(Chat chat, @Nullable Spot after) {
        if (chat.branches() >= MOST) {
            throw conflict("This chat has been changed %d times. Fork it, and go on in the new one.".formatted(MOST));
        }
        branches.leave(chat);
        Branch branch = new Branch(chat.branches() + 1, chat.nextKey(), Seed.DUE, null);
        branches.insert(chat.id(), branch, after);
        chats.turnTo(chat.id(), branch, branch.number(), chat.sessionKeys() + 1);
        return chats.lock(chat.id()).orElseThrow(ChatService::gone);
    }

    /// Goes back to a branch the chat has.
    ///
    /// @return whether it was at another
    /// @throws Problem when there is none of that number (400), or an answer is being written (409)
    boolean turnTo(Chat chat, int number) {
        if (number == chat.branch()) {
            return false;
        }
        Branch branch = branches.find(chat.id(), number)
                .orElseThrow(() -> Problem.badField("branch", "The field 'branch' names no branch of this chat."));
        checkQuiet(chat);
        branches.leave(chat);
        chats.turnTo(chat.id(), branch, chat.branches(), chat.sessionKeys());
        return true;
    }

    /// @throws Problem when an answer is being written or a message waits (409)
    void checkQuiet(Chat chat) {
        if (runs.countOpen(chat.id()) > 0) {
            throw conflict("An answer is still being written in this chat. Stop it first.");
        }
    }

    private static Problem askedAgain() {
        return conflict("This answer was asked for again already. Regenerate the newer one.");
    }

    private static Problem noAnswer() {
        return conflict("There is no answer in this chat to ask for again.");
    }

    private static Problem conflict(String sentence) {
        return Problem.of(Problem.Kind.CONFLICT, "chat", sentence);
    }
}
