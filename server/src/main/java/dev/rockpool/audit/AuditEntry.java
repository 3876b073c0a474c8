package dev.rockpool.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing somebody did.
///
/// @param actor       the account that did it; null when nobody was signed in
/// @param actorName   what the actor was called then; null for guests
/// @param type        what it was: `sign_in`, `role_changed`, ...
/// @param subject     the id of what it was done to, where there is one
/// @param subjectName what the subject is called now, when it is an account that is still there
/// @param data        a JSON object with what else there is to say
/// @param address     where the call came from; null when it was no call
record AuditEntry(
        AuditId id,
        Instant at,
        @Nullable String actor,
        @Nullable String actorName,
        String type,
        @Nullable String subject,
        @Nullable String subjectName,
        @JsonRawValue String data,
        @Nullable String address) {}
