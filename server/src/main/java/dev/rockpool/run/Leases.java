package dev.rockpool.run;

import dev.rockpool.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The word this node gives for its runs: while it renews their leases, no other node takes them for dead.
@Component
final class Leases {

    /// How often they are renewed.
    static final Duration RENEWAL = Duration.ofSeconds(3);

    private final Database database;
    private final RunRepository runs;
    private final RunSettings settings;
    private final Clock clock;

    Leases(Database database, RunRepository runs, RunSettings settings, Clock clock) {
        this.database = database;
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
    }

    /// Renews the leases of the runs among `active` that are being answered, and stops those that another
    /// node has asked to stop.
    ///
    /// @return the runs that are this node's no more: ended by another, deleted, or never begun
    List<ActiveRun> renew(Collection<ActiveRun> active) {
        Instant now = clock.instant();
        List<ActiveRun> answered = active.stream().filter(ActiveRun::launched).toList();
        Map<RunId, Boolean> kept = renew(answered, now);
        answered.stream()
                .filter(run -> kept.getOrDefault(run.run().id(), false))
                .forEach(run -> run.order(RunEvent.End.stopped()));
        return active.stream()
                .filter(run ->
                        answered.contains(run) ? !kept.containsKey(run.run().id()) : isForgotten(run, now))
                .toList();
    }

    private Map<RunId, Boolean> renew(List<ActiveRun> answered, Instant now) {
        if (answered.isEmpty()) {
            return Map.of();
        }
        List<RunId> ids = answered.stream().map(run -> run.run().id()).toList();
        return database.inTransaction(() -> runs.renewLeases(ids, now.plus(settings.lease()))).stream()
                .collect(Collectors.toMap(RunRepository.Renewed::run, RunRepository.Renewed::stopAsked));
    }

    /// Whether the run was stored but never begun: its lease has run out meanwhile.
    private boolean isForgotten(ActiveRun run, Instant now) {
        return !run.launched() && run.run().createdAt().plus(settings.lease()).isBefore(now);
    }
}
