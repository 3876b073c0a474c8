package dev.rockpool.run;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatService;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import org.springframework.stereotype.Service;

/// What an owner may do about a session that has forgotten the conversation.
@Service
public class MemoryService {

    private final Database database;
    private final ChatService owners;
    private final Branching branching;
    private final SessionSeeds seeds;

    MemoryService(Database database, ChatService owners, Branching branching, SessionSeeds seeds) {
        this.database = database;
        this.owners = owners;
        this.branching = branching;
        this.seeds = seeds;
    }

    /// Has the next message tell the agent the conversation again, once, in a fresh session. Changes nothing in a chat
    /// whose session has forgotten nothing.
    ///
    /// @throws Problem when an answer is being written (409), or the chat is not the caller's
    public Chat remember(AccountId caller, ChatId id) {
        return database.inTransaction(() -> {
            Chat chat = owners.lockOwned(caller, id);
            branching.checkQuiet(chat);
            if (chat.memoryLost()) {
                seeds.renew(chat);
            }
            return owners.lockOwned(caller, id);
        });
    }
}
