package dev.rockpool.audit;

import dev.rockpool.account.Administrator;
import dev.rockpool.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows the audit to administrators, page by page or as a file.
@RestController
class AuditController {

    private static final int MAX_PAGE = 200;

    private static final Logger log = LoggerFactory.getLogger(AuditController.class);

    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AuditController(AuditLog audit, ApplicationEventPublisher events, Clock clock) {
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @GetMapping("/api/audit")
    AuditLog.Page page(
            Administrator caller,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String actor) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw Problem.badField("limit", "The parameter 'limit' must be between 1 and " + MAX_PAGE + ".");
        }
        return audit.page(
                AuditFilter.parse(type, actor), before == null ? null : AuditId.parse(before, "before"), limit);
    }

    @GetMapping("/api/audit/export")
    void export(
            Administrator caller,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String actor,
            HttpServletResponse response) {
        AuditFilter wanted = AuditFilter.parse(type, actor);
        events.publishEvent(new AuditApplicationEvent(caller.id().value(), "exported", Map.of("what", "audit")));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rockpool-audit-%s.csv\"".formatted(today()));
        try {
            write(wanted, response.getWriter());
        } catch (IOException e) {
            log.debug("a reader left the export: {}", e.toString());
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /// Page by page: however long the audit is, little of it is in memory, and no connection to
    /// the database waits for the reader.
    private void write(AuditFilter wanted, Writer out) throws IOException {
        AuditCsv csv = new AuditCsv(out);
        csv.writeHeadings();
        AuditId before = null;
        boolean hasMore = true;
        while (hasMore) {
            AuditLog.Page page = audit.page(wanted, before, MAX_PAGE);
            List<AuditEntry> entries = page.entries();
            for (AuditEntry entry : entries) {
                csv.write(entry);
            }
            hasMore = page.hasMore();
            before = hasMore ? entries.getLast().id() : null;
        }
        out.flush();
    }

    @DeleteMapping("/api/audit")
    Map<String, Integer> cut(Administrator caller) {
        return Map.of("deleted", audit.cut(caller.id().value()));
    }
}
