package dev.rockpool.e2e.faults;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A message a person has sent, as the person knows it. Thread-safe.
final class Sent {

    private static final Pattern SCRIPT = Pattern.compile("tokens=(\\d+) gap=(\\d+) word=(\\S+)");

    final String id;
    private final Set<String> texts = new LinkedHashSet<>();
    private boolean removed;
    private boolean maybeStopped;
    private int retries;
    private @Nullable String messageId;

    Sent(String id, String text) {
        this.id = id;
        texts.add(text);
    }

    /// The text it is sent with.
    synchronized String text() {
        return texts.iterator().next();
    }

    /// The texts it may have now; more than one when an edit was never answered.
    synchronized Set<String> texts() {
        return Set.copyOf(texts);
    }

    synchronized void mayHave(String text) {
        texts.add(text);
    }

    synchronized void has(String text) {
        texts.clear();
        texts.add(text);
    }

    synchronized boolean removed() {
        return removed;
    }

    synchronized void remove() {
        removed = true;
    }

    /// Whether its answer may have been stopped by the person.
    synchronized boolean maybeStopped() {
        return maybeStopped;
    }

    synchronized void stop() {
        maybeStopped = true;
    }

    synchronized int retries() {
        return retries;
    }

    synchronized void retry() {
        retries++;
    }

    /// Takes the answer's id a sending was told.
    ///
    /// @return false when another sending was told another one
    synchronized boolean told(String id) {
        if (messageId == null) {
            messageId = id;
        }
        return messageId.equals(id);
    }

    /// What a text asks of its answer.
    record Script(int tokens, long gapMillis, String word, boolean broken) {

        static Script of(String text) {
            Matcher script = SCRIPT.matcher(text);
            if (!script.find()) {
                throw new IllegalArgumentException("not one of ours: " + text);
            }
            return new Script(
                    Integer.parseInt(script.group(1)),
                    Long.parseLong(script.group(2)),
                    script.group(3),
                    text.contains("-after="));
        }
    }
}
