package dev.rockpool.run;

import dev.rockpool.chat.TombstoneRepository;
import dev.rockpool.chat.TombstoneRepository.Tombstone;
import dev.rockpool.gateway.AgentFailure;
import dev.rockpool.gateway.Gateway;
import dev.rockpool.gateway.Gateways;
import dev.rockpool.gateway.ModelProvider;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.storage.Database;
import dev.rockpool.storage.Vendor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Deletes at their gateways the sessions of deleted chats, at each on a thread of its own; what cannot be deleted
/// now is tried again later.
@Component
class SessionEraser {

    /// How many sessions one round deletes at a gateway, so that a long list does not press on it.
    private static final int PER_ROUND = 20;

    private static final Duration STOPPING_TIME = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(SessionEraser.class);

    private final Database database;
    private final TombstoneRepository tombstones;
    private final Gateways gateways;
    private final ModelProvider models;
    private final Clock clock;
    private final Map<String, ReentrantLock> rounds = new ConcurrentHashMap<>();

    SessionEraser(
            Database database, TombstoneRepository tombstones, Gateways gateways, ModelProvider models, Clock clock) {
        this.database = database;
        this.tombstones = tombstones;
        this.gateways = gateways;
        this.models = models;
        this.clock = clock;
    }

    /// Begins a round in the background.
    void eraseSoon() {
        Background.start("session-eraser", this::erase);
    }

    /// Begins a round once `stopped` completes, or has not for ten seconds.
    void eraseAfter(CompletableFuture<Void> stopped) {
        Background.start("session-eraser", () -> {
            stopped.copy()
                    .completeOnTimeout(null, STOPPING_TIME.toSeconds(), TimeUnit.SECONDS)
                    .join();
            await(grace());
            erase();
        });
    }

    /// Begins to delete sessions at every gateway that has some to delete.
    private void erase() {
        for (String gateway : tombstones.gatewaysToErase(untilWhen())) {
            Background.start("session-eraser-" + gateway, () -> erase(gateway));
        }
    }

    /// Deletes sessions at one gateway until none is left or one fails.
    private void erase(String gateway) {
        ReentrantLock round = rounds.computeIfAbsent(gateway, _ -> new ReentrantLock());
        round.lock();
        try {
            for (Tombstone tombstone : tombstones.toErase(gateway, PER_ROUND, untilWhen())) {
                erase(tombstone);
            }
        } catch (AgentFailure e) {
            log.info("gateway={} keeps sessions of deleted chats for now: {}", gateway, e.reason());
        } finally {
            round.unlock();
        }
    }

    private Instant untilWhen() {
        return clock.instant().minus(grace());
    }

    /// How long a session is left to another node that may still be at work in it: by then that has noticed.
    private Duration grace() {
        return database.vendor() == Vendor.SQLITE ? Duration.ZERO : Leases.RENEWAL.plusSeconds(1);
    }

    private static void await(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// At a gateway that was removed nobody can delete anything any more. One that is only switched off, or not set
    /// up since the last start, may come back.
    private void erase(Tombstone tombstone) {
        Optional<Gateway> gateway = gateways.forErasing(tombstone.gatewayId());
        if (gateway.isEmpty() && !gateways.isRemoved(tombstone.gatewayId())) {
            return;
        }
        if (gateway.isPresent() && tombstone.agentId() != null) {
            models.languageModel(gateway.get(), new AgentId(tombstone.agentId()), tombstone.key())
                    .deleteSession();
        }
        database.inTransaction(() -> tombstones.erased(tombstone.key(), clock.instant()));
        log.debug("chat={} its session is settled at the gateway", tombstone.chat());
    }
}
