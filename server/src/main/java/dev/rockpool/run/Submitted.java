package dev.rockpool.run;

import org.jspecify.annotations.Nullable;

/// A message that was taken.
///
/// @param run          the run that answers it
/// @param messagesLeft how many more its sender may send today; null when there is no limit
public record Submitted(OpenRun run, @Nullable Long messagesLeft) {}
