package dev.rockpool.gateway;

import dev.rockpool.openclaw.AgentId;
import dev.rockpool.openclaw.GatewayInfo;
import dev.rockpool.openclaw.OpenClawClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at one gateway from time to time, on a thread of its own; everybody else gets what it last saw.
final class GatewayWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GatewayWatch.class);

    /// How often a gateway that is well is looked at, and one that is not.
    private static final Duration WELL = Duration.ofSeconds(15);

    private static final Duration UNWELL = Duration.ofSeconds(3);

    /// How long nobody may have asked after somebody's own gateway before it is left alone: there may be many,
    /// and most people sleep at night.
    private static final Duration ASLEEP = Duration.ofMinutes(10);

    /// Every so many looks it is asked anew what it is: it may have been updated or set up differently.
    private static final int THOROUGH_EVERY = 20;

    /// What callers wait for the first look, counted from its beginning: long enough for a gateway that is there.
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    /// What the server's environment says about its gateway.
    ///
    /// @param configFile the gateway's own configuration file as people write it, where it was found by that
    /// @param chatEndpointOff whether that file leaves the chat endpoint switched off
    /// @param problem what is wrong with something that was meant to name a gateway
    record Origin(
            @Nullable String configFile,
            boolean chatEndpointOff,
            @Nullable String problem) {

        static final Origin NONE = new Origin(null, false, null);
    }

    private final GatewayConfig gateway;
    private final OpenClawClient client;
    private final Origin origin;
    private final Clock clock;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile long began = System.nanoTime();
    private volatile long asked;
    private volatile boolean sleeping;
    private volatile GatewayLook last = GatewayLook.NONE;
    private volatile @Nullable Instant lastAt;
    private volatile @Nullable Long latency;
    private volatile @Nullable GatewayInfo known;
    private volatile @Nullable List<AgentId> listed;

    /// Begins to look, if the gateway is in use.
    GatewayWatch(GatewayConfig gateway, OpenClawClient client, Origin origin, Clock clock) {
        this.gateway = gateway;
        this.client = client;
        this.origin = origin;
        this.clock = clock;
        // Somebody's own is looked at when its owner comes.
        this.asked = began - ASLEEP.toNanos() - 1;
        this.thread = Thread.ofVirtual().name("gateway-" + gateway.id()).unstarted(this::watch);
        if (gateway.isUsed()) {
            thread.start();
        } else {
            looked.countDown();
        }
    }

    /// Whether it would watch this one in the same way.
    boolean watches(GatewayConfig other) {
        return gateway.settings().equals(other.settings())
                && gateway.source() == other.source()
                && gateway.isUsed() == other.isUsed();
    }

    OpenClawClient client() {
        return client;
    }

    GatewayLook last() {
        return last;
    }

    @Nullable
    Instant lastAt() {
        return lastAt;
    }

    @Nullable
    Long latencyMillis() {
        return latency;
    }

    /// What the gateway was when that could last be found out.
    @Nullable
    GatewayInfo known() {
        return known;
    }

    /// The agents it told last, `null` while it has told none.
    @Nullable
    List<AgentId> listed() {
        return listed;
    }

    @Nullable
    String discoveryProblem() {
        return origin.problem();
    }

    /// Has it look soon: a turn has found the gateway gone.
    void lost() {
        wake.release();
    }

    /// Notes that somebody wants to know about it, which wakes it if it was left alone.
    void ask() {
        asked = System.nanoTime();
        if (sleeping) {
            began = asked;
            wake.release();
        }
    }

    /// Waits for the first look, until two seconds after it began.
    void awaitFirstLook() {
        ask();
        if (looked.getCount() == 0) {
            return;
        }
        try {
            long left = FIRST_LOOK.toNanos() - (System.nanoTime() - began);
            if (!looked.await(left, TimeUnit.NANOSECONDS)) {
                log.debug("gateway={} the first look takes long", gateway.id());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the looking. What its client has under way goes on.
    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            awaitOwner();
            for (int count = 0; !Thread.currentThread().isInterrupted(); count++) {
                boolean wasUsable = last.usable();
                look(!wasUsable || count % THOROUGH_EVERY == 0);
                looked.countDown();
                tell(count == 0, wasUsable);
                pause();
                awaitOwner();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitOwner() throws InterruptedException {
        while (isIdle()) {
            sleeping = true;
            // Asked once more: somebody may have come before they could see that they have to wake it.
            if (isIdle()) {
                wake.acquire();
                wake.drainPermits();
            }
            sleeping = false;
        }
    }

    private boolean isIdle() {
        return gateway.source() == GatewaySource.OWN && System.nanoTime() - asked > ASLEEP.toNanos();
    }

    /// Until it is time again, or a turn has found the gateway gone. Being told so again while it is known
    /// changes nothing, so a gateway that is down is not looked at more often than it should be.
    private void pause() throws InterruptedException {
        if (!last.usable()) {
            Thread.sleep(UNWELL);
        } else if (wake.tryAcquire(WELL.toMillis(), TimeUnit.MILLISECONDS)) {
            log.debug("gateway={} was lost by a turn", gateway.id());
        }
        wake.drainPermits();
    }

    private void look(boolean thorough) {
        GatewayLook look = GatewayLook.at(client, gateway.source(), thorough, origin.configFile());
        if (look.info() != null) {
            known = look.info();
        }
        if (look.agents() != null) {
            listed = look.agents();
        }
        if (look.latencyMillis() != null) {
            latency = look.latencyMillis();
        }
        lastAt = clock.instant();
        last = look.info() == null && origin.chatEndpointOff() ? withEndpointOff(look) : look;
    }

    /// A gateway that does not run and would not be of use if it did: both in one go.
    private GatewayLook withEndpointOff(GatewayLook look) {
        GatewayProblem off = GatewayLook.endpointOff(gateway.settings(), origin.configFile());
        GatewayProblem problem = look.problem();
        return problem == null
                ? GatewayLook.failed(null, off)
                : GatewayLook.failed(
                        null,
                        new GatewayProblem(problem.kind(), problem.sentence() + " " + off.sentence(), off.setting()));
    }

    /// One line at the start, and one for every change for better or worse.
    private void tell(boolean first, boolean wasUsable) {
        if (!Thread.currentThread().isInterrupted()) {
            GatewayNews.tell(gateway, this, first, wasUsable);
        }
    }
}
