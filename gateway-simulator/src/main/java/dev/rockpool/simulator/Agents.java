package dev.rockpool.simulator;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The agents a gateway has; an old one makes a new agent of every name it is asked for.
final class Agents {
    private static final Pattern IN_MODEL =
            Pattern.compile("(?:openclaw[:/]|agent:)([a-z0-9][a-z0-9_-]{0,63})", Pattern.CASE_INSENSITIVE);
    /// How many agents an old gateway creates by being asked for them; beyond that it answers as its first.
    private static final int MAX_CREATED = 1_000;

    private final Set<String> ids;

    Agents(List<String> ids) {
        this.ids = new LinkedHashSet<>(ids);
    }

    synchronized List<String> ids() {
        return List.copyOf(ids);
    }

    synchronized boolean has(String id) {
        return ids.contains(id);
    }

    synchronized String first() {
        return ids.iterator().next();
    }

    synchronized String createIfMissing(String id) {
        if (ids.size() >= MAX_CREATED && !ids.contains(id)) {
            return first();
        }
        ids.add(id);
        return id;
    }

    /// The agent a model string names (`openclaw/ops`, `openclaw:ops`, `agent:ops`), or null when it names
    /// none.
    static @Nullable String inModel(String model) {
        var matcher = IN_MODEL.matcher(model);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
    }
}
