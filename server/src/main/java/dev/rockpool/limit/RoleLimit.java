package dev.rockpool.limit;

import dev.rockpool.account.Role;
import org.jspecify.annotations.Nullable;

/// What each account of a role may do; null is no limit.
///
/// @param messagesPerDay  messages from midnight to midnight UTC; 0 lets the role read only
/// @param runsAtOnce      answers in the making, in as many chats
/// @param attachmentBytes the largest file that may be sent with a message
public record RoleLimit(
        Role role,
        @Nullable Long messagesPerDay,
        @Nullable Integer runsAtOnce,
        @Nullable Long attachmentBytes) {

    static RoleLimit none(Role role) {
        return new RoleLimit(role, null, null, null);
    }
}
