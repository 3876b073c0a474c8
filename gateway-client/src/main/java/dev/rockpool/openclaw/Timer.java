package dev.rockpool.openclaw;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Time, so that tests can pass it by hand.
interface Timer {

    /// A running count of nanoseconds.
    long nanoTime();

    /// Has a short task run later, unless the returned one is run first.
    Runnable after(Duration delay, Runnable task);

    /// Real time. All clients share its one thread, which ends when there is nothing to wait for.
    static Timer shared() {
        return SharedTimer.INSTANCE;
    }

    /// The timer behind [#shared()].
    final class SharedTimer implements Timer {

        private static final SharedTimer INSTANCE = new SharedTimer();
        private static final long IDLE_SECONDS = 60;

        private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("openclaw-timer").factory());

        private SharedTimer() {
            thread.setRemoveOnCancelPolicy(true);
            thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
            thread.allowCoreThreadTimeOut(true);
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            Future<?> future = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        }
    }
}
