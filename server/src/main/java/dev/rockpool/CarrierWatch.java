package dev.rockpool;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Gives virtual threads another carrier when none of them gets to run.
///
/// Loading a class holds on to the carrier thread. On a machine with two processors two virtual threads that
/// load classes and wait for the jar's lock are enough to keep all others waiting, also the one that holds
/// the lock and has given its carrier away: the whole server would hang for ever. It happens right after a
/// start, when many calls come at once (JDK 25, Spring Boot 4.1's nested jar; seen at one start in twelve).
@Component
class CarrierWatch implements SmartLifecycle {

    /// How long a virtual thread that has nothing to do may take to get its turn.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(CarrierWatch.class);

    private final VirtualThreadSchedulerMXBean scheduler =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    private final int usual = scheduler.getParallelism();
    private volatile @Nullable Thread thread;

    @Override
    public void start() {
        Thread watching = Thread.ofPlatform().name("carrier-watch").daemon().unstarted(this::watch);
        // Known before it runs, or it would take itself for stopped.
        thread = watching;
        watching.start();
    }

    @Override
    public void stop() {
        Thread watching = thread;
        thread = null;
        if (watching != null) {
            watching.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /// Before everything that takes calls, and until after it.
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void watch() {
        try {
            while (isRunning()) {
                look();
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        int now = scheduler.getParallelism();
        if (!virtualThreadsRun()) {
            // Nothing is logged before it helps: a logger that loads a class would wait for the same lock.
            scheduler.setParallelism(now + usual);
        } else if (now > usual) {
            scheduler.setParallelism(usual);
            log.warn("no virtual thread had run for a moment, until there were {} carriers", now);
        }
    }

    private static boolean virtualThreadsRun() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Thread.ofVirtual().name("carrier-watch-probe").start(ran::countDown);
        return ran.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
