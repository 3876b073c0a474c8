package dev.rockpool.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How long runs may last and their traces are kept.
///
/// @param timeLimit  a run that takes longer is ended as failed, its text kept
/// @param lease      how long a node may be silent before its runs are taken for interrupted
/// @param drain      how long answers may go on when the server is stopped; what is then still on is
///     interrupted
/// @param maxAnswer  how much text one answer may have; it is in memory until it ends. A longer one is
///     ended as failed, its text kept
/// @param keptEvents how long the events of an ended run stay for late readers
@ConfigurationProperties("rockpool.runs")
public record RunSettings(
        @DefaultValue("2h") Duration timeLimit,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("10s") Duration drain,
        @DefaultValue("4MB") DataSize maxAnswer,
        @DefaultValue("5m") Duration keptEvents) {}
