package dev.rockpool.e2e.product;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser tab as the live channel sees it: watches chats, comes back after every loss and goes on where
/// it was. Everything the channel must never do is written down in [#violations()].
///
/// Thread-safe.
public final class LiveClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration RUN_LIMIT = Duration.ofSeconds(60);
    private static final int FRAMES_KEPT = 400;
    /// How long an event may still come after its chat was left: it was on its way.
    private static final Duration LATE = Duration.ofSeconds(5);

    private static final Executor SENDERS = Executors.newVirtualThreadPerTaskExecutor();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().daemon().name("live-clients-", 0).factory());

    private final String name;
    private final Supplier<String> server;
    private final String cookie;
    private final Duration deadAfter;
    private final ScheduledFuture<?> watchdog;

    private final Map<String, Chat> chats = new HashMap<>();
    private final Map<String, LiveRun> runs = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Deque<String> frames = new ArrayDeque<>();
    private @Nullable Link link;
    private boolean closed;
    private int connections;
    private int unread;
    private long failures;
    private @Nullable Listener listener;

    /// Is told of text as it comes, on the receiving thread.
    public interface Listener {
        void heard(String runId, String text);
    }

    /// How a chat stands for this client.
    private static final class Chat {
        @Nullable
        JsonNode row;

        boolean deleted;
        boolean wanted;
        /// The number of the connection on which it is watched, 0 for none.
        int watchedOn;
        /// Whether the server has said how the chat's runs stand since it was last watched.
        boolean standing;
        /// Left, and what was on its way may still come.
        long leftAt;

        long standingVersion;
        long readVersion;

        @Nullable
        String current;

        @Nullable
        String lastRun;

        int queued;
        final List<String> vanished = new ArrayList<>();

        /// The newest version of the chat that was heard of, whichever way.
        long version() {
            return Math.max(LiveClient.version(row), Math.max(standingVersion, readVersion));
        }
    }

    private LiveClient(String name, Supplier<String> server, String cookie, Duration deadAfter) {
        this.name = name;
        this.server = server;
        this.cookie = cookie;
        this.deadAfter = deadAfter;
        this.watchdog = TIMER.scheduleWithFixedDelay(this::lookAfter, 100, 100, TimeUnit.MILLISECONDS);
        connect();
    }

    /// Opens a live channel as the person of this client, and keeps it open.
    ///
    /// @param server where to connect to, asked anew for every connection
    /// @param deadAfter a connection on which nothing has come for so long is given up
    public static LiveClient open(String name, ApiClient person, Supplier<String> server, Duration deadAfter) {
        return new LiveClient(name, server, person.cookie().toString(), deadAfter);
    }

    /// Opens a live channel that gives up a silent connection as a browser does, after 35 seconds.
    public static LiveClient open(String name, ApiClient person, String server) {
        return open(name, person, () -> server, Duration.ofSeconds(35));
    }

    public synchronized void listen(Listener hearer) {
        listener = hearer;
    }

    /// Watches a chat, from where this client has seen its last run.
    public synchronized void watch(String chat) {
        Chat known = chats.computeIfAbsent(chat, _ -> new Chat());
        known.wanted = true;
        if (link != null && link.greeted && known.watchedOn != link.number) {
            askToWatch(link, chat, known);
        }
    }

    /// Leaves a chat.
    public synchronized void unwatch(String chat) {
        Chat known = chats.computeIfAbsent(chat, _ -> new Chat());
        known.wanted = false;
        if (known.watchedOn != 0 && link != null) {
            known.watchedOn = 0;
            known.leftAt = System.nanoTime();
            link.send(Map.of("type", "unwatch", "chatId", chat));
            link.ping();
        }
    }

    public synchronized void read(String chat) {
        if (link != null && link.open) {
            link.send(Map.of("type", "read", "chatId", chat));
        }
    }

    /// All that must not happen and did.
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /// What the server would not do, newest last.
    public synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    /// The newest frames, for the message of a failure.
    public synchronized List<String> frames() {
        return List.copyOf(frames);
    }

    /// How often it has been connected.
    public synchronized int connections() {
        return connections;
    }

    public synchronized boolean connected() {
        return link != null && link.open && link.greeted;
    }

    /// How many chats are unread, as `hello` said last.
    public synchronized int unread() {
        return unread;
    }

    /// A chat's row as last heard, or null.
    public synchronized @Nullable JsonNode row(String chat) {
        Chat known = chats.get(chat);
        return known == null ? null : known.row;
    }

    public synchronized boolean deleted(String chat) {
        Chat known = chats.get(chat);
        return known != null && known.deleted;
    }

    /// Whether this client, watching the chat, knows that nothing runs or waits in it at this version or a
    /// later one.
    public synchronized boolean idle(String chat, long version) {
        Chat known = chats.get(chat);
        return connected()
                && known != null
                && known.standing
                && known.current == null
                && known.queued == 0
                && known.version() >= version;
    }

    private static long version(@Nullable JsonNode row) {
        return row == null ? -1 : row.path("version").asLong();
    }

    /// What this client knows of a chat's runs, for the message of a failure.
    public synchronized String standing(String chat) {
        Chat known = chats.get(chat);
        return known == null
                ? "nothing"
                : "connected=%s wanted=%s watched=%s answered=%s current=%s queued=%d version=%d/%d"
                        .formatted(
                                connected(),
                                known.wanted,
                                link == null ? null : link.howWatched(known.watchedOn),
                                known.standing,
                                known.current,
                                known.queued,
                                version(known.row),
                                known.standingVersion);
    }

    /// Whether the server has answered that this chat is watched on the connection there is.
    public synchronized boolean watching(String chat) {
        Chat known = chats.get(chat);
        return connected() && known != null && known.standing;
    }

    /// The run that is on in a watched chat, or null.
    public synchronized @Nullable String current(String chat) {
        Chat known = chats.get(chat);
        return known == null ? null : known.current;
    }

    public synchronized int queued(String chat) {
        Chat known = chats.get(chat);
        return known == null ? 0 : known.queued;
    }

    /// The runs of the chat that were current and then no longer, without their end having been seen.
    public synchronized List<String> vanished(String chat) {
        Chat known = chats.get(chat);
        return known == null ? List.of() : List.copyOf(known.vanished);
    }

    /// What has been seen of a run, or null when nothing has.
    public synchronized LiveRun.@Nullable View run(String runId) {
        LiveRun run = runs.get(runId);
        return run == null ? null : run.view(runId);
    }

    /// Waits until this client has seen the end of a run, and returns all it has seen of it.
    public LiveRun.View awaitEnd(String runId) {
        Awaitility.await("the end of run " + runId).atMost(RUN_LIMIT).until(() -> {
            LiveRun.View seen = run(runId);
            return seen != null && seen.status() != null;
        });
        return Objects.requireNonNull(run(runId));
    }

    /// What has been seen of the runs of a chat, oldest first.
    public synchronized List<LiveRun.View> runs(String chat) {
        return runs.entrySet().stream()
                .filter(run -> run.getValue().chat.equals(chat))
                .map(run -> run.getValue().view(run.getKey()))
                .toList();
    }

    /// Forgets a chat that no longer matters.
    public synchronized void forget(String chat) {
        unwatch(chat);
        runs.values().removeIf(run -> run.chat.equals(chat));
    }

    /// Drops the connection as a network does; it comes back by itself.
    public synchronized void drop() {
        if (link != null) {
            link.lost();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        watchdog.cancel(false);
        if (link != null) {
            link.abort();
            link = null;
        }
    }

    private synchronized void lookAfter() {
        if (!closed && link != null && System.nanoTime() - link.heardAt > deadAfter.toNanos()) {
            link.lost();
        }
    }

    private synchronized void connect() {
        if (closed) {
            return;
        }
        Link next = new Link();
        link = next;
        String url = server.get();
        HTTP.newWebSocketBuilder()
                .header("Cookie", cookie)
                .header("Origin", url)
                .connectTimeout(CONNECT_LIMIT)
                .buildAsync(URI.create(url.replaceFirst("^http", "ws") + "/api/live"), next)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        next.lost();
                    }
                });
    }

    private void violation(String what) {
        violations.add(name + ": " + what);
    }

    private void askToWatch(Link on, String chat, Chat known) {
        if (on.pongsDue > 0 && known.leftAt != 0) {
            on.afterPong.add(chat);
            return;
        }
        known.watchedOn = on.number;
        known.standing = false;
        known.current = null;
        Map<String, Object> command = new LinkedHashMap<>(Map.of("type", "watch", "chatId", chat));
        LiveRun last = known.lastRun == null ? null : runs.get(known.lastRun);
        if (last != null && known.lastRun != null) {
            command.put("runId", known.lastRun);
            command.put("after", last.seq());
        }
        on.send(command);
    }

    private void take(Link on, JsonNode frame) {
        switch (frame.path("type").asString()) {
            case "hello" -> takeHello(on, frame);
            case "chat" -> takeChat(frame);
            case "run" -> takeStanding(on, frame);
            case "event" -> takeEvents(on, frame);
            case "read" -> takeRead(frame);
            case "refused" -> refusals.add(frame.toString());
            case "ping" -> on.send(Map.of("type", "pong"));
            case "pong" -> takePong(on);
            case "bye" -> {}
            default -> violation("an unknown frame " + frame);
        }
    }

    private void takeHello(Link on, JsonNode frame) {
        if (on.greeted) {
            violation("a second hello");
        }
        on.greeted = true;
        connections++;
        failures = 0;
        unread = frame.path("unread").asInt();
        frame.path("chats").forEach(this::takeRow);
        chats.forEach((id, known) -> {
            if (known.wanted && !known.deleted) {
                known.leftAt = 0;
                askToWatch(on, id, known);
            }
        });
    }

    private void takeChat(JsonNode frame) {
        if (frame.path("deleted").asBoolean()) {
            Chat known = chats.computeIfAbsent(frame.path("chatId").asString(), _ -> new Chat());
            known.deleted = true;
        } else {
            takeRow(frame.path("chat"));
        }
    }

    private void takeRow(JsonNode row) {
        Chat known = chats.computeIfAbsent(row.path("id").asString(), _ -> new Chat());
        if (version(row) >= version(known.row)) {
            known.row = row;
        }
    }

    private void takeRead(JsonNode frame) {
        Chat known = chats.computeIfAbsent(frame.path("chatId").asString(), _ -> new Chat());
        known.readVersion = Math.max(known.readVersion, frame.path("version").asLong());
    }

    private void takeStanding(Link on, JsonNode frame) {
        String id = frame.path("chatId").asString();
        Chat known = chats.get(id);
        if (known == null || known.watchedOn != on.number) {
            lateOr(known, "the runs of a chat that is not watched: " + frame);
            return;
        }
        long version = frame.path("version").asLong();
        if (version < known.standingVersion) {
            violation("an older standing: " + frame + " after version " + known.standingVersion);
        }
        known.standingVersion = version;
        String before = known.current;
        String current = frame.path("current").isObject()
                ? frame.path("current").path("runId").asString()
                : null;
        known.standing = true;
        known.current = current;
        known.queued = frame.path("queued").size();
        String gone = before != null ? before : known.lastRun;
        if (gone != null && !gone.equals(current) && !ended(gone) && !known.vanished.contains(gone)) {
            known.vanished.add(gone);
        }
        if (current != null) {
            known.lastRun = current;
            runs.computeIfAbsent(current, _ -> new LiveRun(id));
        }
    }

    private boolean ended(String runId) {
        LiveRun run = runs.get(runId);
        return run != null && run.ended();
    }

    private void takeEvents(Link on, JsonNode frame) {
        Chat known = chats.get(frame.path("chatId").asString());
        String runId = frame.path("runId").asString();
        if (known == null || known.watchedOn != on.number) {
            lateOr(known, "events of a chat that is not watched: " + frame);
            return;
        }
        LiveRun run = runs.get(runId);
        if (known.standing ? !runId.equals(known.current) : !runId.equals(known.lastRun) || run == null) {
            violation("events of a run that is not on (" + known.current + "): " + frame);
        }
        if (run == null) {
            run = new LiveRun(frame.path("chatId").asString());
            runs.put(runId, run);
        }
        check(run, frame);
        String text = run.take(frame.path("seq").asLong(), frame.path("chunks"));
        if (listener != null && !text.isEmpty()) {
            listener.heard(runId, text);
        }
    }

    private void check(LiveRun run, JsonNode frame) {
        long from = frame.path("from").asLong();
        if (from <= run.seq()) {
            violation("seen up to " + run.seq() + " and told again: " + frame);
        } else if (from > run.seq() + 1) {
            violation("seen up to " + run.seq() + " and then a gap: " + frame);
        }
        if (frame.path("seq").asLong() < from) {
            violation("ends before it begins: " + frame);
        }
        if (run.ended()) {
            violation("an event after the end: " + frame);
        }
        if (!run.chat.equals(frame.path("chatId").asString())) {
            violation("a run of another chat: " + frame);
        }
    }

    private void lateOr(@Nullable Chat known, String what) {
        boolean justLeft = known != null && known.leftAt != 0 && System.nanoTime() - known.leftAt < LATE.toNanos();
        if (!justLeft) {
            violation(what);
        }
    }

    private void takePong(Link on) {
        on.pongsDue = Math.max(0, on.pongsDue - 1);
        if (on.pongsDue == 0) {
            List<String> waiting = List.copyOf(on.afterPong);
            on.afterPong.clear();
            for (String chat : waiting) {
                Chat known = chats.get(chat);
                if (known != null && known.wanted) {
                    known.leftAt = 0;
                    askToWatch(on, chat, known);
                }
            }
        }
    }

    /// One connection.
    private final class Link implements WebSocket.Listener {

        private static final int NEVER = 0;
        final int number = connections + 1;
        final List<String> afterPong = new ArrayList<>();
        int pongsDue = NEVER;
        boolean open;
        boolean greeted;
        long heardAt = System.nanoTime();
        private boolean over;
        private @Nullable WebSocket socket;
        private final StringBuilder partial = new StringBuilder();
        private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

        @Override
        public void onOpen(WebSocket webSocket) {
            synchronized (LiveClient.this) {
                socket = webSocket;
                open = !over;
                heardAt = System.nanoTime();
                if (over) {
                    webSocket.abort();
                    return;
                }
            }
            webSocket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            synchronized (LiveClient.this) {
                if (!over) {
                    partial.append(data);
                    heardAt = System.nanoTime();
                    if (last) {
                        String text = partial.toString();
                        partial.setLength(0);
                        hear(text);
                    }
                }
            }
            webSocket.request(1);
            return null;
        }

        private void hear(String text) {
            frames.addLast(text);
            if (frames.size() > FRAMES_KEPT) {
                frames.removeFirst();
            }
            try {
                take(this, JSON.readTree(text));
            } catch (RuntimeException e) {
                violation("a frame that cannot be read: " + text + " " + e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
            frames.addLast("closed " + status + " " + reason);
            lost();
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            lost();
        }

        void send(Map<String, ?> command) {
            WebSocket to = socket;
            if (to == null || over) {
                return;
            }
            String text = JSON.writeValueAsString(command);
            frames.addLast("-> " + text);
            // One at a time: the JDK's socket takes the next only once it has written the one before. Elsewhere: nobody
            // who holds this client's lock may wait for a socket.
            sending = sending.handle((_, _) -> null).thenComposeAsync(_ -> to.sendText(text, true), SENDERS);
        }

        String howWatched(int on) {
            return "on %d of %d, %d pongs due before %s".formatted(on, number, pongsDue, afterPong);
        }

        void ping() {
            pongsDue++;
            send(Map.of("type", "ping"));
        }

        void abort() {
            over = true;
            open = false;
            if (socket != null) {
                socket.abort();
            }
        }

        /// Over: a new connection is made after a moment, longer each time none comes about.
        void lost() {
            synchronized (LiveClient.this) {
                if (over) {
                    return;
                }
                abort();
                frames.addLast("lost");
                chats.values().forEach(known -> {
                    known.watchedOn = 0;
                    known.standing = false;
                });
                failures++;
                long wait = ThreadLocalRandom.current().nextLong(10, 50 + Math.min(500, 50 * failures));
                if (!closed) {
                    TIMER.schedule(LiveClient.this::connect, wait, TimeUnit.MILLISECONDS);
                }
            }
        }
    }
}
