package dev.rockpool.simulator;

import dev.rockpool.simulator.demo.ProviderError;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every session of the simulated gateway, and the order of runs in them: one at a time per session, first
/// come first served; sessions do not wait for each other. Safe from any thread; never calls out while it
/// holds its lock but to queue work on an event loop.
final class Sessions {
    /// Beyond this many sessions, or this many remembered letters in all, the session unused for longest is
    /// forgotten as if it had been deleted; one with a run is never forgotten.
    static final int MAX_SESSIONS = 5_000;

    static final long MAX_LETTERS = 32_000_000;
    /// How many turns, and how many letters shown in them, are kept for [GatewaySimulator#turns()]; the
    /// oldest go first.
    static final int MAX_TURNS = 5_000;

    static final long MAX_TURN_LETTERS = 64_000_000;

    /// What happened to a run that wants its turn.
    enum Admission {
        /// It runs, or waits behind another.
        TAKEN,
        /// Its session is archived: nothing runs there until it is restored.
        ARCHIVED,
        /// Too many wait for this session.
        FULL
    }

    private final boolean today;
    private final InstantSource clock;
    private final Map<String, Session> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<SimulatedTurn> turns = new ArrayDeque<>();
    private long letters;
    private long turnLetters;

    /// @param today whether the model is shown messages as today's gateway does
    Sessions(boolean today, InstantSource clock) {
        this.today = today;
        this.clock = clock;
    }

    synchronized Admission admit(Run run) {
        var session = getOrCreate(run.address());
        if (session.archived) {
            return Admission.ARCHIVED;
        }
        if (session.waiting.size() >= Session.MAX_WAITING) {
            return Admission.FULL;
        }
        run.belongsTo(session);
        session.waiting.addLast(run);
        startNext(session);
        return Admission.TAKEN;
    }

    /// Begins the turn of the run whose turn it is: from here on its message is part of the session.
    synchronized Turn begin(Session session, String runId, Prompt prompt, @Nullable String model, int requestBytes) {
        var now = clock.instant();
        var before = session.letters();
        var turn = session.begin(prompt, runId, today, now);
        count(session, before);
        record(new SimulatedTurn(
                session.address.listedKey(),
                session.address.agent(),
                prompt.text(),
                prompt.images(),
                prompt.note(),
                model,
                now,
                requestBytes,
                turn.shown()));
        return turn;
    }

    /// Notes what the agent did in the middle of a run.
    synchronized void did(Session session, Run run, Row.Kind kind, String text, Row.Deed deed) {
        if (session.active == run) {
            var before = session.letters();
            session.did(kind, text, deed, run.id(), clock.instant());
            count(session, before);
        }
    }

    /// Ends a run, whether it had begun or still waited, and lets the next one of its session begin.
    synchronized void end(Session session, Run run, Outcome outcome, long tokens) {
        if (session.active != run) {
            session.waiting.remove(run);
            return;
        }
        session.active = null;
        var before = session.letters();
        session.end(outcome, run.id(), tokens, today, clock.instant());
        count(session, before);
        startNext(session);
        forgetOldest();
    }

    /// Makes sure there is a session, as a refused request leaves one behind.
    synchronized void touch(Address address) {
        getOrCreate(address);
    }

    /// What the reader makes of a session, under the lock; empty when there is none of this key.
    synchronized <T> Optional<T> read(String key, Function<Session, T> reader) {
        return Optional.ofNullable(byKey.get(key)).map(reader);
    }

    /// The sessions that match, most recently used first, as the reader sees them.
    synchronized <T> List<T> readAll(Predicate<Session> wanted, Function<Session, T> reader) {
        return List.copyOf(byKey.values()).reversed().stream()
                .filter(wanted)
                .sorted(Comparator.comparing((Session session) -> session.updatedAt)
                        .reversed())
                .map(reader)
                .toList();
    }

    /// Changes what the patch names.
    ///
    /// @return false when there is no such session, it is not the one expected, or the label is another
    ///     session's
    synchronized boolean patch(String key, SessionPatch patch) {
        var session = byKey.get(key);
        var expected = patch.expectedSessionId();
        if (session == null || (expected != null && !expected.equals(session.id))) {
            return false;
        }
        var label = patch.label();
        if (label != null && !label.isEmpty() && labelTaken(label, session)) {
            return false;
        }
        session.apply(patch);
        return true;
    }

    private boolean labelTaken(String label, Session session) {
        return byKey.values().stream().anyMatch(other -> other != session && label.equals(other.label));
    }

    /// Empties a session's memory and keeps the session.
    ///
    /// @return whether there is such a session
    synchronized boolean reset(String key) {
        var session = byKey.get(key);
        if (session == null) {
            return false;
        }
        var before = session.letters();
        session.reset(clock.instant());
        count(session, before);
        return true;
    }

    /// As [#delete(String, String)], whichever session that is now.
    synchronized boolean delete(String key) {
        var session = byKey.get(key);
        return session != null && delete(key, session.id);
    }

    /// Forgets a session and breaks off its runs.
    ///
    /// @return false when there is no such session or it is not the one expected
    synchronized boolean delete(String key, String expectedSessionId) {
        var session = byKey.get(key);
        if (session == null || !session.id.equals(expectedSessionId)) {
            return false;
        }
        byKey.remove(key);
        letters -= session.letters();
        session.waiting.forEach(run ->
                run.breakOff(new ProviderError(500, "api_error", "Command lane \"session:" + key + "\" cleared")));
        session.waiting.clear();
        if (session.active != null) {
            session.active.breakOff(ProviderError.RUN_ABORTED);
        }
        return true;
    }

    synchronized Set<String> keys() {
        return byKey.values().stream()
                .map(session -> session.address.listedKey())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    synchronized List<SimulatedTurn> turns() {
        return List.copyOf(turns);
    }

    private Session getOrCreate(Address address) {
        var session = byKey.get(address.key());
        if (session == null) {
            session = new Session(address, clock.instant());
            byKey.put(address.key(), session);
            forgetOldest();
        }
        return session;
    }

    private static void startNext(Session session) {
        if (session.active == null && !session.waiting.isEmpty()) {
            session.active = session.waiting.removeFirst();
            session.active.start();
        }
    }

    /// A session deleted under its run is no longer counted.
    private void count(Session session, int before) {
        if (byKey.get(session.address.key()) == session) {
            letters += session.letters() - before;
        }
    }

    private void forgetOldest() {
        var oldestFirst = byKey.values().iterator();
        while ((byKey.size() > MAX_SESSIONS || letters > MAX_LETTERS) && oldestFirst.hasNext()) {
            var session = oldestFirst.next();
            if (session.idle() && byKey.size() > 1) {
                letters -= session.letters();
                oldestFirst.remove();
            }
        }
    }

    private void record(SimulatedTurn turn) {
        turns.addLast(turn);
        turnLetters += letters(turn);
        while (turns.size() > MAX_TURNS || (turnLetters > MAX_TURN_LETTERS && turns.size() > 1)) {
            turnLetters -= letters(turns.removeFirst());
        }
    }

    private static long letters(SimulatedTurn turn) {
        return turn.shown().stream()
                .mapToLong(message -> message.text().length())
                .sum();
    }
}
