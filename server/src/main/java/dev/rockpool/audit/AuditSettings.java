package dev.rockpool.audit;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How long entries are kept.
///
/// @param auditDays after so many days entries may be removed; null keeps them for ever
@ConfigurationProperties("rockpool")
record AuditSettings(@Nullable Integer auditDays) {

    AuditSettings {
        if (auditDays != null && auditDays < 1) {
            throw new IllegalArgumentException("ROCKPOOL_AUDIT_DAYS must be 1 or more, not " + auditDays + ".");
        }
    }

    /// How old an entry must be to be removed; empty when none may be.
    Optional<Duration> keptFor() {
        return Optional.ofNullable(auditDays).map(Duration::ofDays);
    }
}
