package dev.rockpool.audit;

import dev.rockpool.problem.Problem;
import dev.rockpool.storage.Database;
import dev.rockpool.storage.IdText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/// Keeps what other rooms publish as [AuditApplicationEvent].
///
/// It is stored before the publisher goes on: with its transaction where there is one, so that
/// what was not done is not told, else by itself. The event's data may name a `subject`, the id
/// of what was acted on.
@Service
class AuditLog {

    /// The type of the entry that says that older ones were removed; the database looks for it.
    static final String CUT = "audit_cut";

    private static final String SUBJECT = "subject";
    private static final int MAX_SUBJECT = 200;
    private static final int MAX_DATA = 4_000;
    private static final String TOO_LONG = "{\"note\":\"There was more than the audit keeps.\"}";

    private final Database database;
    private final AuditRepository entries;
    private final AuditSettings settings;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    AuditLog(
            Database database,
            AuditRepository entries,
            AuditSettings settings,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.database = database;
        this.entries = entries;
        this.settings = settings;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    @EventListener
    void keep(AuditApplicationEvent published) {
        AuditEvent event = published.getAuditEvent();
        Map<String, @Nullable Object> data = new TreeMap<>(event.getData());
        Object subject = data.remove(SUBJECT);
        var entry = new AuditRepository.NewEntry(
                clock.instant(),
                IdText.isUuid(event.getPrincipal()) ? event.getPrincipal() : null,
                event.getType(),
                subject == null ? null : shortened(subject.toString()),
                text(data),
                callerAddress());
        database.inTransaction(() -> entries.append(entry));
    }

    private static String shortened(String subject) {
        return wellFormed(subject.length() <= MAX_SUBJECT ? subject : subject.substring(0, MAX_SUBJECT));
    }

    private String text(Map<String, @Nullable Object> data) {
        String text = json.writeValueAsString(data);
        return text.length() <= MAX_DATA ? wellFormed(text) : TOO_LONG;
    }

    /// PostgreSQL takes no half of a character and no NUL; the latter JSON writes otherwise.
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\0", "");
    }

    private static @Nullable String callerAddress() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call
                ? call.getRequest().getRemoteAddr()
                : null;
    }

    /// A page of entries, newest first.
    record Page(List<AuditEntry> entries, boolean hasMore) {}

    Page page(AuditFilter wanted, @Nullable AuditId before, int limit) {
        List<AuditEntry> found = entries.page(wanted, before, limit + 1);
        boolean hasMore = found.size() > limit;
        return new Page(hasMore ? found.subList(0, limit) : found, hasMore);
    }

    /// Removes what is older than the settings keep, and says so.
    ///
    /// @return how many entries
    /// @throws Problem when the settings keep everything
    int cut(String caller) {
        Instant before = clock.instant()
                .minus(settings.keptFor()
                        .orElseThrow(() -> Problem.of(
                                Problem.Kind.CONFLICT,
                                "audit",
                                "Nothing is removed from the audit here. Its operator can set ROCKPOOL_AUDIT_DAYS.")));
        return database.inTransaction(() -> {
            events.publishEvent(new AuditApplicationEvent(
                    caller, CUT, Map.of(SUBJECT, before.toEpochMilli(), "before", before.toString())));
            return entries.cut(before);
        });
    }
}
