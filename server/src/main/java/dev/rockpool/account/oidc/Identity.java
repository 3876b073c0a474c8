package dev.rockpool.account.oidc;

import dev.rockpool.account.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody at a provider who is an account here.
///
/// @param email what the provider last said it was
record Identity(
        String id,
        AccountId account,
        String issuer,
        @Nullable String email,
        Instant createdAt) {}
