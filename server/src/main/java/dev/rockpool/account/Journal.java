package dev.rockpool.account;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Tells the audit log what people did with accounts: ids and words, never secrets or e-mails.
@Component
public class Journal {

    private static final String NOBODY = "-";

    private final ApplicationEventPublisher events;

    Journal(ApplicationEventPublisher events) {
        this.events = events;
    }

    /// Notes that `actor` did something to itself.
    public void note(String type, AccountId actor) {
        note(type, actor, actor.value(), Map.of());
    }

    /// Notes that `actor` (null: nobody who is known) did something.
    ///
    /// @param subject the id of what it was done to
    public void note(String type, @Nullable AccountId actor, @Nullable String subject, Map<String, String> more) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(more);
        if (subject != null) {
            data.put("subject", subject);
        }
        events.publishEvent(new AuditApplicationEvent(actor == null ? NOBODY : actor.value(), type, data));
    }
}
