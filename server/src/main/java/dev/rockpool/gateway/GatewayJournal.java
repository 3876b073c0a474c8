package dev.rockpool.gateway;

import dev.rockpool.account.AccountId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Tells the audit log what is done to gateways; never a token, not even an address.
@Component
class GatewayJournal {

    private final ApplicationEventPublisher events;

    GatewayJournal(ApplicationEventPublisher events) {
        this.events = events;
    }

    /// @param subject the gateway's id, or a word for what is not one
    void note(AccountId actor, String type, String subject, Map<String, ?> details) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(details);
        data.put("subject", subject);
        events.publishEvent(new AuditApplicationEvent(actor.value(), type, data));
    }
}
