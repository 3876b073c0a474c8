package dev.rockpool.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The live channel's times and limits.
///
/// @param ping          how long either side may be silent before the server asks whether the other is there
/// @param deadAfter     a browser silent for so long is taken for gone
/// @param sendTimeout   a socket whose browser takes nothing for so long is closed
/// @param look          how often changes are looked for without having been told (PostgreSQL only)
/// @param maxPerAccount how many sockets an account may have on one node
@ConfigurationProperties("rockpool.live")
public record LiveSettings(
        @DefaultValue("15s") Duration ping,
        @DefaultValue("45s") Duration deadAfter,
        @DefaultValue("20s") Duration sendTimeout,
        @DefaultValue("5s") Duration look,
        @DefaultValue("100") int maxPerAccount) {}
