package dev.rockpool.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody who may use Rockpool. A controller method with a parameter of this type is called for
/// guests too.
///
/// @param email    in lower case; null for guests
/// @param name     as the person wants to be called; null where they have not said
/// @param disabled whether an administrator has shut the account out
public record Account(
        AccountId id,
        Role role,
        @Nullable String email,
        @Nullable String name,
        boolean disabled,
        Instant createdAt) {

    /// Whether this is somebody who has no account but a cookie.
    public boolean isGuest() {
        return role == Role.GUEST;
    }

    Account as(Role other) {
        return new Account(id, other, email, name, disabled, createdAt);
    }
}
