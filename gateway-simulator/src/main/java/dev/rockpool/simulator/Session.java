package dev.rockpool.simulator;

import dev.rockpool.simulator.Row.Kind;
import dev.rockpool.simulator.ShownMessage.Role;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One session: its transcript, its label, and the runs that wait for their turn in it. Guarded by
/// [Sessions].
final class Session {
    /// Beyond this many rows, or this many letters in them, the oldest are forgotten: the session goes on
    /// without them.
    static final int MAX_ROWS = 400;

    static final int MAX_LETTERS = 400_000;
    /// A longer message is remembered by its beginning.
    static final int MAX_ROW_LETTERS = 64_000;
    /// Requests that wait for one session; beyond it a request is told that the gateway is unavailable.
    static final int MAX_WAITING = 256;

    private static final DateTimeFormatter SENT = DateTimeFormatter.ofPattern(
                    "EEE yyyy-MM-dd HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String QUEUED_MESSAGE =
            "[Queued user message from a previous active turn; preserved as context only."
                    + " Continue with the active prompt below.]\n";

    final Address address;
    final String id = UUID.randomUUID().toString();
    final Deque<Run> waiting = new ArrayDeque<>();
    private final Deque<Row> rows = new ArrayDeque<>();

    @Nullable
    Run active;

    @Nullable
    String label;

    @Nullable
    String model;

    boolean archived;
    boolean pinned;
    String status = "done";
    Instant updatedAt;
    long totalTokens;
    private long turns;
    private long lastSeq;
    private int letters;

    Session(Address address, Instant createdAt) {
        this.address = address;
        this.updatedAt = createdAt;
    }

    boolean idle() {
        return active == null && waiting.isEmpty();
    }

    int letters() {
        return letters;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    /// Takes a new message in and tells what the model is shown with it.
    Turn begin(Prompt prompt, String runId, boolean today, Instant now) {
        turns++;
        status = "running";
        updatedAt = now;
        var earlier = new ArrayList<>(said());
        earlier.addAll(prompt.earlier());
        var repeated = repeats(prompt.text());
        var shown = today ? shownToday(prompt.text(), now) : shown(prompt.text());
        add(Kind.USER, prompt.text(), prompt.said(), runId, now);
        return new Turn(turns, earlier, repeated, shown);
    }

    /// Ends a run.
    void end(Outcome outcome, String runId, long tokens, boolean today, Instant now) {
        status = outcome.status();
        updatedAt = now;
        totalTokens += tokens;
        if (outcome.answer() != null) {
            add(Kind.ASSISTANT, outcome.answer(), List.of(), runId, now, outcome.deed());
        } else if (outcome.failure() != null && today) {
            add(Kind.FAILURE, outcome.failure(), List.of(), runId, now);
        }
    }

    void reset(Instant now) {
        rows.clear();
        letters = 0;
        lastSeq = 0;
        add(Kind.RESET, "Reset", List.of(), "", now);
    }

    void apply(SessionPatch patch) {
        if (patch.label() != null) {
            label = patch.label().isEmpty() ? null : patch.label();
        }
        if (patch.model() != null) {
            model = patch.model();
        }
        if (patch.pinned() != null) {
            pinned = patch.pinned();
        }
        if (patch.archived() != null) {
            archived = patch.archived();
            pinned = pinned && !archived;
        }
    }

    /// What the agent did in its turn, or what a tool answered.
    void did(Kind kind, String text, Row.Deed deed, String runId, Instant now) {
        add(kind, text, List.of(), runId, now, deed);
    }

    void add(Kind kind, String text, List<String> said, String runId, Instant at) {
        add(kind, text, said, runId, at, null);
    }

    private void add(Kind kind, String text, List<String> said, String runId, Instant at, Row.@Nullable Deed deed) {
        var kept = shortened(text);
        var texts = said.stream().map(Session::shortened).toList();
        lastSeq++;
        rows.addLast(new Row(lastSeq, UUID.randomUUID().toString(), kind, kept, texts, runId, at, deed));
        letters += kept.length();
        while (rows.size() > MAX_ROWS || (letters > MAX_LETTERS && rows.size() > 1)) {
            letters -= rows.removeFirst().text().length();
        }
    }

    private List<String> said() {
        return rows.stream().flatMap(row -> row.said().stream()).toList();
    }

    /// Whether the last message is this one, and no answer came to it.
    private boolean repeats(String text) {
        for (var row : rows.reversed()) {
            if (row.kind() != Kind.FAILURE) {
                return row.kind() == Kind.USER && row.text().equals(text);
            }
        }
        return false;
    }

    private List<ShownMessage> shown(String message) {
        var shown = new ArrayList<ShownMessage>();
        for (var row : rows) {
            switch (row.kind()) {
                case USER -> shown.add(new ShownMessage(Role.USER, row.text()));
                case ASSISTANT -> showAssistant(shown, row);
                case FAILURE, RESET, TOOL -> {}
            }
        }
        shown.add(new ShownMessage(Role.USER, message));
        return shown;
    }

    /// Today's gateway says when a message was sent, and tells messages whose answers failed as one. A
    /// message whose run was broken off is told once more, in front of the next one, and is then gone from
    /// the transcript (OpenClaw 2026.9.6, verified live).
    private List<ShownMessage> shownToday(String message, Instant now) {
        var brokenOff = rows.isEmpty() || rows.getLast().kind() != Kind.USER ? null : removeLast();
        var shown = new ArrayList<ShownMessage>();
        for (var row : rows) {
            switch (row.kind()) {
                case USER -> showUser(shown, row);
                case ASSISTANT -> showAssistant(shown, row);
                case FAILURE, RESET, TOOL -> {}
            }
        }
        var queued = brokenOff == null ? "" : QUEUED_MESSAGE + brokenOff.text() + "\n\n";
        shown.add(new ShownMessage(Role.USER, stamp(now) + queued + message));
        return shown;
    }

    /// Without what it did: nobody here reads that.
    private static void showAssistant(List<ShownMessage> shown, Row row) {
        if (!row.text().isEmpty()) {
            shown.add(new ShownMessage(Role.ASSISTANT, row.text()));
        }
    }

    private static void showUser(List<ShownMessage> shown, Row row) {
        if (!shown.isEmpty() && shown.getLast().role() == Role.USER) {
            shown.add(new ShownMessage(Role.USER, shown.removeLast().text() + "\n" + row.text()));
        } else {
            shown.add(new ShownMessage(Role.USER, stamp(row.at()) + row.text()));
        }
    }

    private Row removeLast() {
        var row = rows.removeLast();
        lastSeq--;
        letters -= row.text().length();
        return row;
    }

    private static String stamp(Instant at) {
        return "[" + SENT.format(at) + "] ";
    }

    private static String shortened(String text) {
        return text.length() <= MAX_ROW_LETTERS ? text : text.substring(0, MAX_ROW_LETTERS) + "…";
    }
}
