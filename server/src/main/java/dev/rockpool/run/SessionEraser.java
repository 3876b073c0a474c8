package dev.rockpool.run;

import dev.rockpool.chat.TombstoneRepository;
import dev.rockpool.chat.TombstoneRepository.Tombstone;
import dev.rockpool.gateway.AgentFailure;
import dev.rockpool.gateway.Gateways;
import dev.rockpool.gateway.ModelProvider;
import dev.rockpool.openclaw.AgentId;
import dev.rockpool.storage.Database;
import dev.rockpool.storage.Vendor;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Deletes at the gateway the sessions of deleted chats; what cannot be deleted now is tried again later.
@Component
class SessionEraser {

    /// How many sessions one round deletes, so that a long list does not press on the gateway.
    private static final int PER_ROUND = 20;

    private static final Duration STOPPING_TIME = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(SessionEraser.class);

    private final Database database;
    private final TombstoneRepository tombstones;
    private final Gateways gateways;
    private final ModelProvider models;
    private final Clock clock;
    private final ReentrantLock round = new ReentrantLock();

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
        Thread.ofVirtual().name("session-eraser").start(this::erase);
    }

    /// Begins a round once `stopped` completes, or has not for ten seconds.
    void eraseAfter(CompletableFuture<Void> stopped) {
        Thread.ofVirtual().name("session-eraser").start(() -> {
            stopped.copy()
                    .completeOnTimeout(null, STOPPING_TIME.toSeconds(), TimeUnit.SECONDS)
                    .join();
            await(grace());
            erase();
        });
    }

    /// Deletes sessions until none is left or one fails.
    void erase() {
        round.lock();
        try {
            for (Tombstone tombstone :
                    tombstones.toErase(PER_ROUND, clock.instant().minus(grace()))) {
                erase(tombstone);
            }
        } catch (AgentFailure e) {
            log.info("sessions of deleted chats stay at the gateway for now: {}", e.reason());
        } finally {
            round.unlock();
        }
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

    private void erase(Tombstone tombstone) {
        if (tombstone.agentId() != null) {
            models.languageModel(gateways.current(), new AgentId(tombstone.agentId()), tombstone.key())
                    .deleteSession();
        }
        database.inTransaction(() -> tombstones.erased(tombstone.key(), clock.instant()));
        log.debug("chat={} session deleted at the gateway", tombstone.chat());
    }
}
