package dev.rockpool.account.passkey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A passkey as its owner sees it.
///
/// @param synced     whether the device's maker keeps a copy for the owner's other devices
/// @param lastUsedAt when somebody last signed in with it; null until then
record Passkey(
        String id,
        String label,
        boolean synced,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
