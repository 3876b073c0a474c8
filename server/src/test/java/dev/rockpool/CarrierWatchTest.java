package dev.rockpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CarrierWatchTest {

    private static final CountDownLatch RELEASE = new CountDownLatch(1);

    /// Whoever needs it first waits in its making, and whoever comes then waits for that: all on their
    /// carriers.
    private static final class SlowToMake {
        static final boolean MADE;

        static {
            try {
                RELEASE.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            MADE = true;
        }
    }

    private final VirtualThreadSchedulerMXBean scheduler =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    private final CarrierWatch watch = new CarrierWatch();

    @BeforeEach
    void start() {
        watch.start();
    }

    @AfterEach
    void stop() {
        RELEASE.countDown();
        watch.stop();
    }

    @Test
    void virtualThreadsGoOnWhenAllCarriersWaitForOneOfThem() throws InterruptedException {
        int usual = scheduler.getParallelism();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < usual; i++) {
            waiting.add(
                    Thread.ofVirtual().start(() -> assertThat(SlowToMake.MADE).isTrue()));
        }
        await().until(() -> scheduler.getMountedVirtualThreadCount() >= usual);

        Thread releasing = Thread.ofVirtual().start(RELEASE::countDown);

        assertThat(RELEASE.await(30, TimeUnit.SECONDS)).isTrue();
        releasing.join();
        for (Thread thread : waiting) {
            thread.join();
        }
        await().untilAsserted(() -> assertThat(scheduler.getParallelism()).isEqualTo(usual));
    }
}
