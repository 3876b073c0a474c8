package dev.rockpool.openclaw;

import java.time.Duration;

/// Notices that nothing has come for too long. A sign of life costs one look at the clock; the timer is
/// asked only once per idle time.
final class IdleWatch {

    private final Timer timer;
    private final Duration limit;
    private final Runnable stalled;
    private volatile long lastSign;
    private Runnable cancel = () -> {};
    private boolean stopped;

    /// @param stalled run once, on the timer's thread, when nothing has come for `limit`
    IdleWatch(Timer timer, Duration limit, Runnable stalled) {
        this.timer = timer;
        this.limit = limit;
        this.stalled = stalled;
    }

    void start() {
        sign();
        look();
    }

    void sign() {
        lastSign = timer.nanoTime();
    }

    synchronized void stop() {
        stopped = true;
        cancel.run();
    }

    private synchronized void look() {
        if (stopped) {
            return;
        }
        Duration left = limit.minusNanos(timer.nanoTime() - lastSign);
        if (left.isPositive()) {
            cancel = timer.after(left, this::look);
        } else {
            stopped = true;
            stalled.run();
        }
    }
}
