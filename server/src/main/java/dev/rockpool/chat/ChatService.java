package dev.rockpool.chat;

import dev.rockpool.account.AccountDeleting;
import dev.rockpool.account.AccountId;
import dev.rockpool.account.GuestMoved;
import dev.rockpool.account.Journal;
import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;

/// What an owner may do with chats. Every method checks whose chat it is before it does or tells anything.
@Service
public class ChatService {

    private static final int DELETE_ATTEMPTS = 3;

    private final Database database;
    private final ChatRepository chats;
    private final TombstoneRepository tombstones;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ChatService(
            Database database,
            ChatRepository chats,
            TombstoneRepository tombstones,
            Journal journal,
            ApplicationEventPublisher events,
            Clock clock) {
        this.database = database;
        this.chats = chats;
        this.tombstones = tombstones;
        this.journal = journal;
        this.events = events;
        this.clock = clock;
    }

    /// A page of history, newest first.
    public record Page(List<Chat> chats, boolean hasMore) {}

    /// What a person changes about a chat; null leaves a thing as it is.
    record Change(
            @Nullable String title,
            @Nullable Visibility visibility,
            @Nullable Boolean pinned,
            @Nullable Boolean archived) {

        @Nullable
        String visibilityWord() {
            return visibility == null ? null : visibility.word();
        }
    }

    /// The chat, for its owner.
    ///
    /// @throws Problem unknown (404), somebody else's (403) or deleted (410)
    public Chat owned(AccountId caller, ChatId id) {
        return checkOwner(caller, id, chats.find(id), tombstones::exists);
    }

    /// As [#owned], as the current transaction sees it, and locked until that ends.
    public Chat lockOwned(AccountId caller, ChatId id) {
        return checkOwner(caller, id, chats.lock(id), tombstones::existsNow);
    }

    private static Chat checkOwner(AccountId caller, ChatId id, Optional<Chat> found, Predicate<ChatId> isTombstoned) {
        if (found.isEmpty()) {
            throw isTombstoned.test(id) ? gone() : unknown();
        }
        Chat chat = found.get();
        if (!chat.owner().equals(caller)) {
            throw foreign();
        }
        return chat;
    }

    private static Problem foreign() {
        return Problem.of(Problem.Kind.FORBIDDEN, "chat", "This chat belongs to somebody else.");
    }

    /// The answer to a call about a deleted chat.
    public static Problem gone() {
        return Problem.of(Problem.Kind.GONE, "chat", "This chat was deleted. Start a new one.");
    }

    /// The answer to a call about a chat that never was.
    public static Problem unknown() {
        return Problem.of(Problem.Kind.NOT_FOUND, "chat", "There is no such chat. It may never have been sent.");
    }

    Page history(AccountId caller, int limit, @Nullable ChatId startingAfter, @Nullable ChatId endingBefore) {
        List<Chat> found = startingAfter == null
                ? chats.olderThan(caller, endingBefore == null ? null : owned(caller, endingBefore), limit + 1)
                : chats.newerThan(caller, owned(caller, startingAfter), limit + 1);
        boolean hasMore = found.size() > limit;
        if (!hasMore) {
            return new Page(found, false);
        }
        return new Page(startingAfter == null ? found.subList(0, limit) : found.subList(1, limit + 1), true);
    }

    Chat change(AccountId caller, ChatId id, Change change) {
        return database.inTransaction(() -> {
            Chat before = lockOwned(caller, id);
            chats.change(id, change);
            if (before.visibility() == Visibility.PUBLIC && change.visibility() == Visibility.PRIVATE) {
                events.publishEvent(new ChatHidden(caller, id));
            }
            return lockOwned(caller, id);
        });
    }

    /// Sets who may read the chat, in the caller's transaction if there is one; [ChatHidden]
    /// tells when nobody may any more.
    public void setVisibility(AccountId caller, ChatId id, Visibility visibility) {
        change(caller, id, new Change(null, visibility, null, null));
    }

    /// Notes that its owner has looked at the chat.
    public void markRead(AccountId caller, ChatId id) {
        if (owned(caller, id).unread()) {
            database.inTransaction(() -> chats.read(id));
        }
    }

    Chat delete(AccountId caller, ChatId id) {
        Instant now = clock.instant();
        Chat deleted = database.inTransaction(() -> {
            Chat chat = lockOwned(caller, id);
            chats.delete(id, now);
            journal.note("chat_deleted", caller, id.value(), Map.of());
            return chat;
        });
        events.publishEvent(new ChatDeleted(id));
        return deleted;
    }

    int deleteAll(AccountId caller) {
        List<ChatId> deleted = deleteAllInTurn(caller, 1);
        deleted.forEach(id -> events.publishEvent(new ChatDeleted(id)));
        return deleted.size();
    }

    /// Erases its chats' sessions too, which the row's deletion would not.
    @EventListener
    void accountIsDeleted(AccountDeleting deleting) {
        deleteAll(deleting.account());
    }

    @EventListener
    void guestHasSignedIn(GuestMoved moved) {
        chats.moveAll(moved.guest(), moved.into());
    }

    /// Many chats are locked at once, in no order: answers being stored at the same time may then wait in a circle with
    /// it, which PostgreSQL breaks by failing one of the two.
    private List<ChatId> deleteAllInTurn(AccountId caller, int attempt) {
        try {
            return database.inTransaction(() -> {
                List<ChatId> deleted = chats.deleteAll(caller, clock.instant());
                if (!deleted.isEmpty()) {
                    journal.note("history_deleted", caller, null, Map.of("chats", Integer.toString(deleted.size())));
                }
                return deleted;
            });
        } catch (PessimisticLockingFailureException e) {
            if (attempt == DELETE_ATTEMPTS) {
                throw e;
            }
            return deleteAllInTurn(caller, attempt + 1);
        }
    }
}
