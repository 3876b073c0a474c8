package dev.rockpool.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Announcements within this process: one thread hands them on in batches, the first at once and the next
/// not before 30 ms later.
@Component
final class LocalAnnouncements implements Announcements, SmartLifecycle {

    /// Starts before those who announce and stops after them.
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    static final Duration GAP = Duration.ofMillis(30);

    private static final Logger log = LoggerFactory.getLogger(LocalAnnouncements.class);

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    private volatile Consumer<List<Announcement>> others = _ -> {};
    private volatile @Nullable Thread thread;

    /// What waits to be told.
    private sealed interface Item {
        record Told(Announcement what) implements Item {}

        record FromElsewhere(Announcement what) implements Item {}

        record Missed() implements Item {}
    }

    @Override
    public void announce(Announcement what) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            ofThisTransaction().add(what);
        } else {
            queue.add(new Item.Told(what));
        }
    }

    /// What the current transaction will announce, each but once.
    private Set<Announcement> ofThisTransaction() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Collected.class::isInstance)
                .map(collected -> ((Collected) collected).announcements)
                .findFirst()
                .orElseGet(this::collect);
    }

    private Set<Announcement> collect() {
        Collected collected = new Collected();
        TransactionSynchronizationManager.registerSynchronization(collected);
        return collected.announcements;
    }

    private final class Collected implements TransactionSynchronization {

        private final Set<Announcement> announcements = new LinkedHashSet<>();

        @Override
        public void afterCommit() {
            announcements.forEach(what -> queue.add(new Item.Told(what)));
        }
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// Has what this node announces told to others as well; `others` must not wait.
    void forwardTo(Consumer<List<Announcement>> others) {
        this.others = others;
    }

    /// Tells what another node announced.
    void fromElsewhere(List<Announcement> batch) {
        batch.forEach(what -> queue.add(new Item.FromElsewhere(what)));
    }

    /// Tells that some of what other nodes announced may be missing.
    void missed() {
        queue.add(new Item.Missed());
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Item> items = new ArrayList<>();
                items.add(queue.take());
                queue.drainTo(items);
                tell(items);
                TimeUnit.NANOSECONDS.sleep(GAP.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(List<Item> items) {
        Set<Announcement> batch = new LinkedHashSet<>();
        Set<Announcement> own = new LinkedHashSet<>();
        boolean missed = false;
        for (Item item : items) {
            switch (item) {
                case Item.Told(Announcement what) -> {
                    batch.add(what);
                    own.add(what);
                }
                case Item.FromElsewhere(Announcement what) -> batch.add(what);
                case Item.Missed() -> missed = true;
            }
        }
        if (!own.isEmpty()) {
            others.accept(List.copyOf(own));
        }
        for (Listener listener : listeners) {
            tell(listener, List.copyOf(batch), missed);
        }
    }

    private static void tell(Listener listener, List<Announcement> batch, boolean missed) {
        try {
            if (!batch.isEmpty()) {
                listener.heard(batch);
            }
            if (missed) {
                listener.missed();
            }
        } catch (RuntimeException e) {
            log.error("a listener failed at {} announcements", batch.size(), e);
        }
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("announcements").daemon().start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
