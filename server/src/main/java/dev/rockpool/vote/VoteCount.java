package dev.rockpool.vote;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// How the answers of an agent were found on one day.
///
/// @param day     the day of the votes, in UTC
/// @param gateway the gateway's id; null for all gateways that are somebody's own or no longer connected
/// @param agent   the agent there; null where the gateway is not told
record VoteCount(
        LocalDate day, @Nullable String gateway, @Nullable String agent, long up, long down) {}
