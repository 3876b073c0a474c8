package dev.rockpool.run;

import dev.rockpool.gateway.LanguageModel;
import dev.rockpool.openclaw.HistoryMessage;
import dev.rockpool.openclaw.SessionHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of one turn in its session's history, and what little of the rows before shows whether there are any.
///
/// @param before rows before the turn's own, the person's message among them, oldest first; not all of them
/// @param own    the turn's rows, oldest first
/// @param isAll  whether nothing is before these in the session
record TurnRows(List<HistoryMessage> before, List<HistoryMessage> own, boolean isAll) {

    /// Enough for the turn's message, an answer without tools, and something before.
    private static final int FIRST_PAGE = 8;

    private static final int NEXT_PAGE = 100;
    private static final int MOST_PAGES = 8;

    /// What shows that the session goes further back: the person's message, and a row before it.
    private static final int ENOUGH_BEFORE = 2;

    private static final TurnRows NONE = new TurnRows(List.of(), List.of(), false);

    /// Reads as far back as the turn goes, and a little further.
    ///
    /// @param run      the gateway's name for the turn
    /// @param patience for all pages together
    static TurnRows read(LanguageModel model, String run, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<HistoryMessage> rows = new ArrayList<>();
        String cursor = null;
        int limit = FIRST_PAGE;
        for (int page = 0; page < MOST_PAGES; page++) {
            Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
            Optional<SessionHistory> history = model.history(limit, cursor, left);
            if (history.isEmpty()) {
                return NONE;
            }
            rows.addAll(0, history.get().messages());
            cursor = history.get().nextCursor();
            int first = firstOf(rows, run);
            if (first < 0 || first >= ENOUGH_BEFORE || cursor == null) {
                return of(rows, first, run, cursor == null);
            }
            limit = NEXT_PAGE;
        }
        return of(rows, firstOf(rows, run), run, false);
    }

    private static TurnRows of(List<HistoryMessage> rows, int first, String run, boolean isAll) {
        return first < 0
                ? NONE
                : new TurnRows(
                        rows.subList(0, first),
                        rows.subList(first, rows.size()).stream()
                                .filter(row -> run.equals(row.runId()))
                                .toList(),
                        isAll);
    }

    private static int firstOf(List<HistoryMessage> rows, String run) {
        for (int i = 0; i < rows.size(); i++) {
            if (run.equals(rows.get(i).runId())) {
                return i;
            }
        }
        return -1;
    }

    /// Whether the turn is the first thing that the session remembers, or came right after all was forgotten.
    boolean isFirst() {
        int message = lastMessage();
        if (message < 0) {
            return false;
        }
        for (HistoryMessage row : before.subList(0, message).reversed()) {
            if (row.isReset()) {
                return true;
            }
            if (row.isUser() || row.runId() != null) {
                return false;
            }
        }
        return isAll;
    }

    private int lastMessage() {
        int message = before.size() - 1;
        while (message >= 0 && !before.get(message).isUser()) {
            message--;
        }
        return message;
    }
}
