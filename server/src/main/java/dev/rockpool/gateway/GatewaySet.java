package dev.rockpool.gateway;

import dev.rockpool.openclaw.OpenClawClient;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// All gateways of this server as the table has them, and the one of its environment. The table is read again
/// when a node says that it has changed, and every half minute in case that word got lost.
@Component
class GatewaySet implements AutoCloseable {

    private static final Duration REFRESH = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(GatewaySet.class);

    private final EnvironmentGateway environment;
    private final StoredGateways stored;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile Map<GatewayId, Gateway> members = Map.of();
    private volatile boolean ownAllowed;

    GatewaySet(EnvironmentGateway environment, StoredGateways stored, Clock clock) {
        this.environment = environment;
        this.stored = stored;
        this.clock = clock;
        stored.reseal();
        refresh();
        this.thread = Thread.ofVirtual().name("gateways").start(this::keepFresh);
    }

    Gateway builtIn() {
        return environment.gateway();
    }

    /// Every gateway, the environment's first, then the oldest.
    Collection<Gateway> all() {
        return members.values();
    }

    boolean ownAllowed() {
        return ownAllowed;
    }

    /// A gateway that is not known may have been connected at another node just now: then the table is asked.
    Optional<Gateway> find(GatewayId id) {
        return find(id, _ -> true);
    }

    /// As [#find], for somebody who may use only some: what is not for them takes as long as what is not there, or the
    /// time would tell one from the other.
    Optional<Gateway> find(GatewayId id, Predicate<Gateway> isForThem) {
        Gateway known = members.get(id);
        if ((known == null || !isForThem.test(known)) && id.isStored()) {
            refresh();
            known = members.get(id);
        }
        return Optional.ofNullable(known);
    }

    /// Reads the table soon, on another thread.
    void refreshSoon() {
        wake.release();
    }

    /// Reads the table now. What is as it was keeps its client and what is known about it.
    void refresh() {
        refreshing.lock();
        try {
            List<GatewayConfig> configs = stored.all();
            ownAllowed = stored.ownAllowed();
            Map<GatewayId, Gateway> before = members;
            Map<GatewayId, Gateway> now = new LinkedHashMap<>();
            now.put(builtIn().id(), builtIn());
            configs.forEach(config -> now.put(config.id(), member(config, before.get(config.id()))));
            members = now;
            ended(before, now).forEach(GatewayWatch::close);
        } finally {
            refreshing.unlock();
        }
    }

    private Gateway member(GatewayConfig config, @Nullable Gateway before) {
        return before != null && before.watch().watches(config)
                ? new Gateway(config, before.watch())
                : new Gateway(config, watch(config));
    }

    private GatewayWatch watch(GatewayConfig config) {
        OpenClawClient client = new OpenClawClient(config.settings(), stored.rule(config.source()));
        return new GatewayWatch(config, client, GatewayWatch.Origin.NONE, clock);
    }

    /// Their clients are left alone: answers that are being written are written to their end.
    private static List<GatewayWatch> ended(Map<GatewayId, Gateway> before, Map<GatewayId, Gateway> now) {
        List<GatewayWatch> ended = new ArrayList<>();
        before.forEach((id, gateway) -> {
            Gateway after = now.get(id);
            if (after == null || after.watch() != gateway.watch()) {
                ended.add(gateway.watch());
            }
        });
        return ended;
    }

    private void keepFresh() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (wake.tryAcquire(REFRESH.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
                refreshOrLog();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void refreshOrLog() {
        try {
            refresh();
        } catch (RuntimeException e) {
            log.warn("the gateways are as they were, as their table could not be read: {}", e.toString());
        }
    }

    @Override
    @PreDestroy
    public void close() {
        thread.interrupt();
        for (Gateway gateway : all()) {
            gateway.watch().close();
            gateway.watch().client().close();
        }
    }
}
