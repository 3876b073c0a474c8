package dev.rockpool.run;

import dev.rockpool.chat.ChatId;
import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcement.Topic;
import dev.rockpool.cluster.Announcements;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The logs of runs that are read or written on this node.
///
/// A run answered here is written to its log directly. One that waits, or is answered elsewhere, is mirrored for as
/// long as somebody here reads it: one thread carries what its node stored into its log, for all such runs in one
/// query, as soon as there is word of events and every two seconds without any. When this node starts a run that is
/// mirrored, its log stays the same, so its readers go on.
@Component
class RunLogs implements Announcements.Listener, SmartLifecycle {

    static final Duration LOOK = Duration.ofSeconds(2);

    /// Ends with the web server still up, so that its streams end with the logs.
    private static final int PHASE = RunService.PHASE - 1;

    private static final Logger log = LoggerFactory.getLogger(RunLogs.class);

    private final RunRepository runs;
    private final Map<RunId, Entry> entries = new ConcurrentHashMap<>();
    private final Set<RunId> announced = ConcurrentHashMap.newKeySet();
    private final Semaphore wake = new Semaphore(0);
    private volatile @Nullable Thread thread;

    RunLogs(RunRepository runs, Announcements announcements) {
        this.runs = runs;
        announcements.listen(this);
    }

    /// A log and who uses it. Guarded by itself: whoever appends to a mirror holds it, so that nothing is
    /// appended twice when the run becomes this node's own.
    private static final class Entry {
        private final Run run;
        private final RunLog log = new RunLog();
        private boolean local;
        private int readers;

        Entry(Run run) {
            this.run = run;
        }

        synchronized boolean isMirror() {
            return !local;
        }

        synchronized void adopt() {
            local = true;
        }
    }

    /// The log of a run that this node answers from now on.
    RunLog local(Run run) {
        // In one step: between two, its last reader could leave and take the mirror along.
        return entries.compute(run.id(), (_, known) -> {
                    Entry entry = known == null ? new Entry(run) : known;
                    entry.adopt();
                    return entry;
                })
                .log;
    }

    /// Lets go of a run that is over, or not this node's any more. Its readers keep the log.
    void forget(RunId run) {
        entries.remove(run);
    }

    /// Reads a run whose log is already here.
    Optional<RunReader> read(ChatId chat, RunId run, long after) {
        Entry known = entries.get(run);
        return known != null && known.run.chat().equals(chat) ? Optional.of(read(known.run, after)) : Optional.empty();
    }

    /// Reads a run that is on or waits, wherever it is.
    RunReader read(Run run, long after) {
        Entry entry = entries.compute(run.id(), (id, known) -> {
            Entry used = known == null ? new Entry(run) : known;
            used.readers++;
            return used;
        });
        if (entry.isMirror()) {
            look(run.id());
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return new RunReader(run, entry.log, after, () -> {
            if (open.getAndSet(false)) {
                release(entry);
            }
        });
    }

    private void release(Entry entry) {
        entries.computeIfPresent(entry.run.id(), (id, known) -> {
            if (known != entry) {
                return known;
            }
            known.readers--;
            return known.readers == 0 && known.isMirror() ? null : known;
        });
    }

    @Override
    public void heard(List<Announcement> batch) {
        for (Announcement what : batch) {
            if (what.topic() == Topic.EVENTS) {
                look(new RunId(what.id()));
            }
        }
    }

    @Override
    public void missed() {
        entries.keySet().forEach(this::look);
    }

    private void look(RunId run) {
        Entry entry = entries.get(run);
        if (entry != null && entry.isMirror()) {
            announced.add(run);
            wake.release();
        }
    }

    private void run() {
        long lastLook = System.nanoTime();
        while (thread == Thread.currentThread()) {
            boolean all = !awaitWord(lastLook + LOOK.toNanos() - System.nanoTime());
            if (all) {
                lastLook = System.nanoTime();
            }
            carry(all ? mirrors() : takeAnnounced());
        }
    }

    /// Waits until there is word of events; without any mirror for as long as it takes.
    ///
    /// @return false when it is time to look without word
    private boolean awaitWord(long nanos) {
        try {
            if (mirrors().isEmpty()) {
                wake.acquire();
            } else if (nanos <= 0 || !wake.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
            wake.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread = null;
        }
        return true;
    }

    private List<Entry> mirrors() {
        return entries.values().stream().filter(Entry::isMirror).toList();
    }

    private List<Entry> takeAnnounced() {
        Set<RunId> taken = new HashSet<>(announced);
        announced.removeAll(taken);
        return taken.stream()
                .map(entries::get)
                .filter(entry -> entry != null && entry.isMirror())
                .toList();
    }

    private void carry(Collection<Entry> mirrors) {
        if (mirrors.isEmpty()) {
            return;
        }
        Map<RunId, Long> positions =
                mirrors.stream().collect(Collectors.toMap(mirror -> mirror.run.id(), mirror -> mirror.log.size()));
        try {
            Map<RunId, RunRepository.Progress> progress = new HashMap<>();
            runs.progress(positions).forEach(found -> progress.put(found.run(), found));
            mirrors.forEach(mirror -> append(mirror, progress.get(mirror.run.id())));
        } catch (RuntimeException e) {
            log.warn(
                    "{} runs of other nodes could not be read and will be looked at again: {}",
                    mirrors.size(),
                    e.toString());
        }
    }

    /// @param progress what was stored after the mirror's last event; null when the run is gone
    private void append(Entry mirror, RunRepository.@Nullable Progress progress) {
        synchronized (mirror) {
            if (mirror.local || mirror.log.isOver(mirror.log.size())) {
                return;
            }
            if (progress == null) {
                // Taken out of the queue, or deleted with its chat.
                mirror.log.end(RunEvent.End.stopped());
            } else {
                mirror.log.append(progress.events().stream()
                        .filter(event -> !(event instanceof RunEvent.End))
                        .toList());
                progress.end().ifPresentOrElse(mirror.log::end, () -> {
                    if (!progress.status().isOpen()) {
                        mirror.log.cut();
                    }
                });
            }
        }
        if (mirror.log.isOver(mirror.log.size())) {
            entries.remove(mirror.run.id(), mirror);
        }
    }

    @Override
    public void start() {
        Thread starting = Thread.ofPlatform().name("run-mirror").daemon().unstarted(this::run);
        thread = starting;
        starting.start();
    }

    /// Ends all logs, so that their readers leave.
    @Override
    public void stop() {
        thread = null;
        wake.release();
        entries.values().forEach(entry -> entry.log.cut());
        entries.clear();
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
