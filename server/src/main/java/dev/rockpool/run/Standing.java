package dev.rockpool.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a chat's runs stand.
///
/// @param current the run that is on, if one is
/// @param queued  those that wait, in the order of their turns
public record Standing(@Nullable OpenRun current, List<OpenRun> queued) {

    /// Nothing is on and nothing waits.
    public static final Standing QUIET = new Standing(null, List.of());

    public Standing {
        queued = List.copyOf(queued);
    }

    static Standing of(List<OpenRun> open) {
        return new Standing(
                open.stream()
                        .filter(run -> run.status() == RunStatus.RUNNING)
                        .findFirst()
                        .orElse(null),
                open.stream().filter(run -> run.status() == RunStatus.QUEUED).toList());
    }
}
