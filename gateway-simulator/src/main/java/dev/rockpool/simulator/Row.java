package dev.rockpool.simulator;

import dev.rockpool.simulator.ShownMessage.Role;
import java.time.Instant;
import java.util.List;

/// One message a session remembers.
///
/// @param seq from 1, rising by one with each message of the session
/// @param said of a user's message, the texts a person wrote in it: several when a past was sent along;
///     empty for the agent's
record Row(long seq, String id, Role role, String text, List<String> said, String runId, Instant at) {}
