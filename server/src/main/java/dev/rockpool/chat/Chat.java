package dev.rockpool.chat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rockpool.account.AccountId;
import dev.rockpool.openclaw.SessionKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A conversation an account owns, as lists and pages show it.
///
/// @param agentId            the agent its session belongs to; null for a chat that has had no turn yet
/// @param gatewayId          the gateway of that agent; null for chats from before there were several, which are at
///                           the one of the server's environment
/// @param openclawSessionKey the stored key; null for chats from before keys were stored
/// @param titlePending       whether a better title is still being made
/// @param branch             the number of the branch it stands at
/// @param branches           how many branches it has
/// @param sessionKeys        how many session keys it has had
/// @param seed               whether the session has been told what was said before it began
/// @param forgottenSince     the message from which on the session knows nothing of what was said before; null while
///                           nobody has noticed such a thing
/// @param queued             how many messages wait for their turn
/// @param unread             whether an answer ended that its owner has not looked at
/// @param version            one more with every change, of its runs and queue too
public record Chat(
        ChatId id,
        @JsonIgnore AccountId owner,
        String title,
        boolean titlePending,
        Visibility visibility,
        boolean pinned,
        boolean archived,
        @Nullable String agentId,
        @Nullable String gatewayId,
        @Nullable String openclawSessionKey,
        int branch,
        int branches,
        @JsonIgnore int sessionKeys,
        @JsonIgnore Seed seed,
        @Nullable MessageId forgottenSince,
        ChatState state,
        int queued,
        boolean unread,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    private static final String KEY_PREFIX = "webchat-";

    /// The key in force: the stored one, else the one made from the id.
    public SessionKey sessionKey() {
        return openclawSessionKey == null ? keyFor(id) : new SessionKey(openclawSessionKey);
    }

    /// Whether the session has forgotten the conversation.
    @JsonProperty
    public boolean memoryLost() {
        return forgottenSince != null;
    }

    /// Whether it has only ever gone one way.
    boolean isStraight() {
        return branches == 1;
    }

    /// A key it has not had, for the session it is to have next.
    public SessionKey nextKey() {
        return new SessionKey(KEY_PREFIX + id.value() + "-" + (sessionKeys + 1));
    }

    /// The key a new chat is given.
    public static SessionKey keyFor(ChatId id) {
        return new SessionKey(KEY_PREFIX + id.value());
    }
}
