package dev.rockpool.simulator;

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

/// One session: its messages, its label, and the runs that wait for their turn in it. Guarded by
/// [Sessions].
final class Session {
    /// Beyond this many messages, or this many letters in them, the oldest are forgotten: the session goes
    /// on without them.
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
    long turns;
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

    /// The user's texts so far, oldest first.
    List<String> said() {
        return rows.stream().flatMap(row -> row.said().stream()).toList();
    }

    /// Whether the last message is the user's, with this text, and was never answered.
    boolean waitsForAnswerTo(String text) {
        var last = rows.peekLast();
        return last != null && last.role() == Role.USER && last.text().equals(text);
    }

    void add(Role role, String text, List<String> said, String runId, Instant at) {
        var kept = shortened(text);
        lastSeq++;
        rows.addLast(new Row(
                lastSeq,
                UUID.randomUUID().toString().substring(0, 8),
                role,
                kept,
                said.stream().map(Session::shortened).toList(),
                runId,
                at));
        letters += kept.length();
        while (rows.size() > MAX_ROWS || (letters > MAX_LETTERS && rows.size() > 1)) {
            letters -= rows.removeFirst().text().length();
        }
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
        }
    }

    void forgetAll() {
        rows.clear();
        letters = 0;
    }

    /// What the model is shown when this message is sent now.
    List<ShownMessage> shown(String message, boolean today, Instant now) {
        var shown = new ArrayList<ShownMessage>();
        for (var row : rows) {
            var stamp = today && row.role() == Role.USER ? stamp(row.at()) : "";
            shown.add(new ShownMessage(row.role(), stamp + row.text()));
        }
        var prompt = new StringBuilder();
        if (today) {
            prompt.append(stamp(now)).append(unanswered(shown));
        }
        shown.add(new ShownMessage(Role.USER, prompt.append(message).toString()));
        return shown;
    }

    /// Takes the user's messages that were never answered off the end: today's gateway puts them before the
    /// new one (OpenClaw 2026.9.6, verified live).
    private static String unanswered(List<ShownMessage> shown) {
        var texts = new ArrayDeque<String>();
        while (!shown.isEmpty() && shown.getLast().role() == Role.USER) {
            texts.addFirst(shown.removeLast().text());
        }
        return texts.isEmpty() ? "" : QUEUED_MESSAGE + String.join("\n", texts) + "\n\n";
    }

    private static String stamp(Instant at) {
        return "[" + SENT.format(at) + "] ";
    }

    private static String shortened(String text) {
        return text.length() <= MAX_ROW_LETTERS ? text : text.substring(0, MAX_ROW_LETTERS) + "…";
    }
}
