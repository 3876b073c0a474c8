package dev.rockpool.share;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.Journal;
import dev.rockpool.chat.ChatHidden;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatService;
import dev.rockpool.chat.Visibility;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/// What an owner may do about a chat's link.
@Service
class ShareService {

    private final Database database;
    private final ChatService chats;
    private final ShareRepository shares;
    private final Sharing sharing;
    private final Journal journal;
    private final Clock clock;

    ShareService(
            Database database,
            ChatService chats,
            ShareRepository shares,
            Sharing sharing,
            Journal journal,
            Clock clock) {
        this.sharing = sharing;
        this.database = database;
        this.chats = chats;
        this.shares = shares;
        this.journal = journal;
        this.clock = clock;
    }

    /// A link as its maker sees it, once.
    record Made(ShareToken token, Instant createdAt) {}

    /// Makes a link to the chat, the only one that leads to it from now on.
    ///
    /// @throws Problem unknown (404), somebody else's (403) or deleted (410), or nothing is shared here (403)
    Made share(AccountId caller, ChatId chat) {
        sharing.check();
        Made made = new Made(ShareToken.fresh(), clock.instant());
        database.inTransaction(() -> {
            chats.setVisibility(caller, chat, Visibility.PUBLIC);
            shares.put(made.token(), chat, caller, made.createdAt());
            journal.note("shared", caller, chat.value(), Map.of());
        });
        return made;
    }

    /// When the chat's link was made.
    ///
    /// @throws Problem as [#share], and when there is no link (404)
    Instant sharedSince(AccountId caller, ChatId chat) {
        sharing.check();
        chats.owned(caller, chat);
        return shares.find(chat)
                .map(ShareRepository.Shared::since)
                .orElseThrow(() -> Problem.of(Problem.Kind.NOT_FOUND, "share", "This chat is not shared."));
    }

    /// Takes the chat's link back, if there is one, also where nothing is shared any more.
    ///
    /// @throws Problem unknown (404), somebody else's (403) or deleted (410)
    void revoke(AccountId caller, ChatId chat) {
        chats.setVisibility(caller, chat, Visibility.PRIVATE);
    }

    @EventListener
    void forgetLinkOf(ChatHidden hidden) {
        shares.delete(hidden.chat());
        journal.note("share_revoked", hidden.owner(), hidden.chat().value(), Map.of());
    }
}
