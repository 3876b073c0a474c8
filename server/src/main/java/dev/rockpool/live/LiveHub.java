package dev.rockpool.live;

import dev.rockpool.account.AccountId;
import dev.rockpool.chat.Chat;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.TombstoneRepository;
import dev.rockpool.chat.TombstoneRepository.Deleted;
import dev.rockpool.cluster.Announcement;
import dev.rockpool.cluster.Announcements;
import dev.rockpool.run.RunService;
import dev.rockpool.run.Standing;
import dev.rockpool.storage.Database;
import dev.rockpool.storage.Vendor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Knows the sockets of this node and finds out for them what has changed.
///
/// One thread looks, for all that was announced or asked meanwhile at once: the rows in one query, how the
/// runs of watched chats stand in two more. As nobody else looks, no socket is told something older after
/// something newer. A row is told to the sockets of its owner, of nobody else.
///
/// Announcements may get lost between nodes, so on PostgreSQL it also looks by itself every few seconds.
@Component
final class LiveHub implements SmartLifecycle, Announcements.Listener {

    /// How far looks by itself overlap: as far as the clocks of nodes and slow transactions may lag.
    static final Duration OVERLAP = Duration.ofSeconds(15);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LEAVING_TIME = Duration.ofSeconds(3);
    private static final int IN_ONE_QUERY = 1_000;
    private static final long DELETED = Long.MAX_VALUE;
    private static final Logger log = LoggerFactory.getLogger(LiveHub.class);

    private final Database database;
    private final ChatRepository chats;
    private final TombstoneRepository tombstones;
    private final RunService runs;
    private final LiveSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;
    private final LiveGate gate;

    private final Map<AccountId, Set<LiveSocket>> sockets = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private final Object lock = new Object();
    private Agenda agenda = new Agenda();
    private Instant lastLook = Instant.EPOCH;
    /// The versions told of chats that the next look by itself will find again.
    private final Map<ChatId, Long> told = new HashMap<>();
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    /// What to look for.
    private static final class Agenda {
        /// The chats that changed or were deleted, with the account that was named.
        private final Map<ChatId, AccountId> changed = new HashMap<>();
        /// Those of which no more was said than that they were read.
        private final Map<ChatId, AccountId> read = new HashMap<>();
        /// Those whose runs were asked for.
        private final Set<ChatId> asked = new HashSet<>();

        /// Those of which it is to be seen where they are still signed in.
        private final Set<AccountId> accounts = new HashSet<>();

        private boolean everything;

        void add(Announcement what) {
            if (what.topic() == Announcement.Topic.ACCOUNT) {
                accounts.add(new AccountId(what.account()));
                return;
            }
            ChatId chat = new ChatId(what.id());
            AccountId account = new AccountId(what.account());
            (what.topic() == Announcement.Topic.CHAT ? changed : read).put(chat, account);
        }

        void addAll(Agenda other) {
            changed.putAll(other.changed);
            read.putAll(other.read);
            asked.addAll(other.asked);
            accounts.addAll(other.accounts);
            everything |= other.everything;
        }

        Set<ChatId> chats() {
            Set<ChatId> chats = new HashSet<>(changed.keySet());
            chats.addAll(read.keySet());
            chats.addAll(asked);
            return chats;
        }

        boolean isEmpty() {
            return changed.isEmpty() && read.isEmpty() && asked.isEmpty() && accounts.isEmpty() && !everything;
        }
    }

    LiveHub(
            Database database,
            ChatRepository chats,
            TombstoneRepository tombstones,
            RunService runs,
            Announcements announcements,
            LiveSettings settings,
            Clock clock,
            MeterRegistry meters,
            LiveGate gate) {
        this.database = database;
        this.gate = gate;
        this.chats = chats;
        this.tombstones = tombstones;
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        meters.gauge("rockpool.live.sockets", this, LiveHub::count);
        announcements.listen(this);
    }

    private int count() {
        return sockets.values().stream().mapToInt(Set::size).sum();
    }

    /// Adds a socket, which is told everything from now on.
    ///
    /// @return false when its account has as many as it may
    boolean add(LiveSocket socket) {
        Set<LiveSocket> all = sockets.compute(socket.account(), (_, others) -> {
            Set<LiveSocket> grown = others == null ? ConcurrentHashMap.newKeySet() : others;
            if (grown.size() < settings.maxPerAccount()) {
                grown.add(socket);
            }
            return grown;
        });
        if (!all.contains(socket)) {
            meters.counter("rockpool.live.closed", "reason", "too_many").increment();
            return false;
        }
        if (!running) {
            // It came while this node was leaving, perhaps after goodbye was said to all.
            socket.sayGoodbye();
        }
        return true;
    }

    void remove(LiveSocket socket, LiveSocket.Farewell farewell) {
        sockets.computeIfPresent(socket.account(), (_, others) -> {
            others.remove(socket);
            return others.isEmpty() ? null : others;
        });
        meters.counter("rockpool.live.closed", "reason", farewell.word()).increment();
    }

    /// Tells the account's sockets that watch the chat how its runs stand.
    void ask(ChatId chat) {
        synchronized (lock) {
            agenda.asked.add(chat);
        }
        wake.release();
    }

    @Override
    public void heard(List<Announcement> batch) {
        if (!running) {
            return;
        }
        boolean isForUs = false;
        synchronized (lock) {
            for (Announcement what : batch) {
                if (isForUs(what)) {
                    agenda.add(what);
                    isForUs = true;
                }
            }
        }
        if (isForUs) {
            wake.release();
        }
    }

    private boolean isForUs(Announcement what) {
        return switch (what.topic()) {
            case CHAT, READ, ACCOUNT -> sockets.containsKey(new AccountId(what.account()));
            case EVENTS, STOP, GATEWAY -> false;
        };
    }

    @Override
    public void missed() {
        synchronized (lock) {
            agenda.everything = true;
        }
        wake.release();
    }

    private void run() {
        while (running) {
            try {
                Agenda next = take();
                if (!next.isEmpty()) {
                    lookOrTryAgain(next);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Agenda take() throws InterruptedException {
        boolean isWoken = looksByItself()
                ? wake.tryAcquire(settings.look().toNanos(), TimeUnit.NANOSECONDS)
                : wake.tryAcquire(1, TimeUnit.HOURS);
        wake.drainPermits();
        synchronized (lock) {
            Agenda next = agenda;
            agenda = new Agenda();
            next.everything |= looksByItself() && (!isWoken || isLookDue());
            return next;
        }
    }

    private boolean looksByItself() {
        return database.vendor() == Vendor.POSTGRESQL;
    }

    private boolean isLookDue() {
        return clock.instant().isAfter(lastLook.plus(settings.look()));
    }

    private void lookOrTryAgain(Agenda next) throws InterruptedException {
        try {
            look(next);
        } catch (RuntimeException e) {
            log.warn("could not look what has changed, trying again: {}", e.toString());
            synchronized (lock) {
                agenda.addAll(next);
            }
            TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
            wake.release();
        }
    }

    private void look(Agenda next) {
        gate.lookAtGuests(next.accounts, this::socketsOf);
        boolean isRound = next.everything && gate.isRoundDue(clock.instant());
        gate.look(isRound ? sockets.keySet() : next.accounts, this::socketsOf);
        Map<ChatId, Chat> rows = new HashMap<>();
        for (List<ChatId> part : parts(List.copyOf(next.chats()))) {
            chats.byIds(part).forEach(row -> rows.put(row.id(), row));
        }
        next.changed.forEach((chat, account) -> tell(account, chat, rows, News.Changed::new));
        next.read.forEach((chat, account) -> tell(account, chat, rows, News.Read::new));
        if (next.everything) {
            lookForEverything().forEach(row -> rows.put(row.id(), row));
        }
        lookAtRuns(rows.values());
    }

    private void tell(AccountId account, ChatId chat, Map<ChatId, Chat> rows, Function<Chat, News> news) {
        Chat row = rows.get(chat);
        if (row == null) {
            tell(account, new News.Gone(chat), DELETED);
        } else {
            tell(row.owner(), news.apply(row), row.version());
        }
    }

    private void tell(AccountId account, News news, long version) {
        if (looksByItself()) {
            told.put(news.chat(), version);
        }
        socketsOf(account).forEach(socket -> socket.leave(news));
    }

    private Set<LiveSocket> socketsOf(AccountId account) {
        return sockets.getOrDefault(account, Set.of());
    }

    /// Tells what has changed since the last look by itself and has not been told yet.
    private List<Chat> lookForEverything() {
        Instant now = clock.instant();
        Instant since = lastLook.minus(OVERLAP);
        List<Chat> changed = chats.changedSince(since).stream()
                .filter(row -> sockets.containsKey(row.owner()))
                .toList();
        List<Deleted> deleted = tombstones.deletedSince(since).stream()
                .filter(gone -> sockets.containsKey(gone.account()))
                .toList();
        List<Chat> untold =
                changed.stream().filter(row -> !isTold(row.id(), row.version())).toList();
        untold.forEach(row -> tell(row.owner(), new News.Changed(row), row.version()));
        deleted.stream()
                .filter(gone -> !isTold(gone.chat(), DELETED))
                .forEach(gone -> tell(gone.account(), new News.Gone(gone.chat()), DELETED));
        told.keySet()
                .retainAll(Stream.concat(
                                changed.stream().map(Chat::id), deleted.stream().map(Deleted::chat))
                        .collect(Collectors.toSet()));
        lastLook = now;
        return untold;
    }

    private boolean isTold(ChatId chat, long version) {
        return told.getOrDefault(chat, 0L) >= version;
    }

    private void lookAtRuns(Collection<Chat> rows) {
        for (List<Chat> part : parts(rows.stream().filter(this::isWatched).toList())) {
            Map<ChatId, Standing> standings =
                    runs.standings(part.stream().map(Chat::id).toList());
            for (Chat row : part) {
                Look look = new Look(row, standings.getOrDefault(row.id(), Standing.QUIET));
                socketsOf(row.owner()).forEach(socket -> socket.leave(look));
            }
        }
    }

    /// `all` in parts that one query can take: an account may delete its whole history at once.
    private static <T> List<List<T>> parts(List<T> all) {
        return all.stream().gather(Gatherers.windowFixed(IN_ONE_QUERY)).toList();
    }

    private boolean isWatched(Chat row) {
        return socketsOf(row.owner()).stream()
                .anyMatch(socket -> socket.watched().contains(row.id()));
    }

    @Override
    public void start() {
        lastLook = clock.instant();
        running = true;
        thread = Thread.ofPlatform().name("live-hub").daemon().start(this::run);
    }

    /// Lets every browser know that it should connect elsewhere, after what it was still to be told.
    @Override
    public void stop() {
        running = false;
        try {
            boolean isAlone = join(thread);
            if (isAlone && !looksByItself()) {
                lookForTheLastTime();
            }
            sayGoodbye();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether it is over within the time there is
    private boolean join(@Nullable Thread looking) throws InterruptedException {
        wake.release();
        return looking == null || looking.join(LEAVING_TIME);
    }

    /// Where browsers cannot go on elsewhere, they see here how their runs ended.
    private void lookForTheLastTime() {
        try {
            lookForEverything();
            Agenda last = new Agenda();
            all().forEach(socket -> last.asked.addAll(socket.watched()));
            look(last);
        } catch (RuntimeException e) {
            log.warn("could not look what has changed before leaving: {}", e.toString());
        }
    }

    /// Those who do not take it in time are cut off: the container would wait for each of them in turn.
    private void sayGoodbye() throws InterruptedException {
        List<LiveSocket> leaving = all();
        leaving.forEach(LiveSocket::sayGoodbye);
        awaitAll(leaving);
        all().forEach(LiveSocket::cutOff);
        awaitAll(leaving);
    }

    private static void awaitAll(List<LiveSocket> leaving) throws InterruptedException {
        long deadline = System.nanoTime() + LEAVING_TIME.toNanos();
        for (LiveSocket socket : leaving) {
            socket.await(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }

    private List<LiveSocket> all() {
        return sockets.values().stream().flatMap(Set::stream).toList();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// On PostgreSQL browsers move to another node before the runs of this one end; on SQLite there is no
    /// other, so they see the runs end first.
    @Override
    public int getPhase() {
        return looksByItself() ? RunService.PHASE + 1 : RunService.PHASE - 2;
    }
}
