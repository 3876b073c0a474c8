package dev.rockpool.vote;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatService;
import dev.rockpool.chat.Message;
import dev.rockpool.chat.MessageRepository;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Who may vote, on what.
@Service
class VoteService {

    private final Database database;
    private final ChatService chats;
    private final MessageRepository messages;
    private final VoteRepository votes;
    private final Clock clock;

    VoteService(Database database, ChatService chats, MessageRepository messages, VoteRepository votes, Clock clock) {
        this.database = database;
        this.chats = chats;
        this.messages = messages;
        this.votes = votes;
        this.clock = clock;
    }

    /// The votes on a chat's answers, for its owner.
    ///
    /// @throws Problem unknown (404), somebody else's (403) or deleted (410)
    List<Vote> of(AccountId caller, ChatId chat) {
        return votes.of(chats.owned(caller, chat).id());
    }

    /// Takes a vote, or takes it back. A word stays as long as the vote stays the same and no other word is given.
    ///
    /// @return the vote; empty when there is none now
    /// @throws Problem as [#of], and when the message is no answer of the chat (404)
    Optional<Vote> vote(AccountId caller, VoteBody body) {
        return database.inTransaction(() -> {
            chats.lockOwned(caller, body.chat());
            if (!isAnswer(body)) {
                throw noAnswer();
            }
            Boolean up = body.up();
            if (up == null) {
                votes.delete(body.chat(), body.message());
                return Optional.empty();
            }
            Vote vote = new Vote(body.chat(), body.message(), up, word(body, up));
            votes.put(vote, clock.instant());
            return Optional.of(vote);
        });
    }

    private boolean isAnswer(VoteBody body) {
        return messages.find(body.chat(), body.message())
                .filter(message -> message.role() == Message.Role.ASSISTANT)
                .isPresent();
    }

    private @Nullable String word(VoteBody body, boolean up) {
        return body.words()
                ? body.word()
                : votes.find(body.chat(), body.message())
                        .filter(before -> before.isUpvoted() == up)
                        .map(Vote::word)
                        .orElse(null);
    }

    private static Problem noAnswer() {
        return Problem.of(
                Problem.Kind.NOT_FOUND, "vote", "There is no such answer in this chat. It may still be being written.");
    }

    /// How many votes there were on each of the last `days` days.
    List<VoteCount> counts(int days) {
        return votes.counts(clock.instant().minus(Duration.ofDays(days)));
    }
}
