package dev.rockpool.live;

import dev.rockpool.account.AccountId;
import dev.rockpool.account.DeviceId;
import dev.rockpool.chat.ChatId;
import dev.rockpool.chat.ChatRepository;
import dev.rockpool.chat.ChatService;
import dev.rockpool.problem.Problem;
import dev.rockpool.run.RunId;
import dev.rockpool.run.RunService;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One browser tab's connection: one virtual thread that looks what is new, sends it and waits until the
/// browser has taken it.
///
/// Nothing is sent from elsewhere. Others only leave word, without waiting: the hub in the [Mailbox], the
/// browser's commands in a queue, a run that has grown by a flag. So a slow browser holds up nobody, and
/// what is kept for it is bounded: the mailbox's entries, [#COMMANDS] commands, [#WATCHES] watched chats
/// with their [Feed]s, and one frame.
final class LiveSocket implements Runnable {

    static final int WATCHES = 200;

    private static final int COMMANDS = 64;
    private static final int SNAPSHOT = 200;
    private static final Duration LOOK_FOR_END = Duration.ofSeconds(1);
    private static final Duration LEAVING_TIME = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(LiveSocket.class);

    private final String id;
    private final AccountId account;
    private final Optional<DeviceId> device;
    private final SocketWire wire;
    private final LiveSettings settings;
    private final Rooms rooms;
    private final LiveHub hub;
    private final Thread thread;

    private final Mailbox mailbox = new Mailbox();
    private final ArrayBlockingQueue<LiveCommand> commands = new ArrayBlockingQueue<>(COMMANDS);
    private final Map<ChatId, Watch> watches = new HashMap<>();
    private final Set<ChatId> watched = ConcurrentHashMap.newKeySet();

    private volatile boolean gone;
    private volatile @Nullable Farewell shutOut;
    private volatile boolean leaving;
    private volatile long leavingSince;
    private volatile boolean woken;
    private volatile boolean grown;
    private volatile boolean idle;
    private volatile long lastHeard = System.nanoTime();
    private long lastSent = lastHeard;
    private long lastAsked = lastHeard;

    /// Where a socket looks things up.
    record Rooms(ChatRepository rows, ChatService chats, RunService runs) {}

    /// How a connection ended.
    enum Farewell {
        /// The browser closed it, or vanished.
        LEFT(CloseCodes.NORMAL_CLOSURE, ""),
        /// This node is leaving.
        BYE(CloseCodes.SERVICE_RESTART, "This server is leaving. Connect again."),
        /// The browser took nothing for too long, or lagged behind too far.
        SLOW(CloseCodes.TRY_AGAIN_LATER, "This connection could not keep up. Connect again."),
        /// Nothing was heard of the browser for too long.
        SILENT(CloseCodes.GOING_AWAY, "Nothing was heard of this browser."),
        /// Its account is not signed in here any more.
        SIGNED_OUT(CloseCodes.getCloseCode(4401), "You are signed out here. Sign in again."),
        /// It was a guest's, who is a guest no longer: whoever it is now connects anew.
        NO_GUEST(CloseCodes.SERVICE_RESTART, "This browser has signed in. Connect again."),
        /// We failed at it.
        FAILED(CloseCodes.UNEXPECTED_CONDITION, "Rockpool failed at this connection. Connect again.");

        private final CloseCode code;
        private final String sentence;

        Farewell(CloseCode code, String sentence) {
            this.code = code;
            this.sentence = sentence;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param device where the account is signed in; empty for a guest
    LiveSocket(
            String id,
            AccountId account,
            Optional<DeviceId> device,
            SocketWire wire,
            LiveSettings settings,
            Rooms rooms,
            LiveHub hub) {
        this.id = id;
        this.account = account;
        this.device = device;
        this.wire = wire;
        this.settings = settings;
        this.rooms = rooms;
        this.hub = hub;
        this.thread = Thread.ofVirtual().name("live-" + id).unstarted(this);
    }

    AccountId account() {
        return account;
    }

    /// Where its account is signed in; empty for a guest's.
    Optional<DeviceId> device() {
        return device;
    }

    /// Ends the connection of somebody who may see nothing more.
    void shutOut(Farewell farewell) {
        shutOut = farewell;
        wake();
    }

    /// Begins to serve; the socket must be known to the hub before, so that nothing falls in between its
    /// snapshot and the first news.
    void start() {
        thread.start();
    }

    /// Leaves news for the browser.
    void leave(News news) {
        mailbox.leave(news);
        wake();
    }

    /// Leaves how the runs of a chat stand, if that is watched.
    void leave(Look look) {
        if (watched.contains(look.chat())) {
            mailbox.leave(look);
            wake();
        }
    }

    /// The chats that are watched.
    Set<ChatId> watched() {
        return watched;
    }

    /// Takes a command from the browser. When there are many, its next message is read only when there is
    /// room for it.
    void hear(LiveCommand command) throws InterruptedException {
        lastHeard = System.nanoTime();
        while (!gone && !commands.offer(command, 1, TimeUnit.SECONDS)) {
            log.trace("socket={} has no room for a command", id);
        }
        wake();
    }

    /// The browser is gone.
    void gone() {
        gone = true;
        wake();
    }

    /// Says what is left to say, then goodbye.
    void sayGoodbye() {
        leavingSince = System.nanoTime();
        leaving = true;
        wake();
    }

    /// Ends the connection even in the middle of a frame.
    void cutOff() {
        thread.interrupt();
    }

    /// Waits until the connection has ended.
    void await(Duration patience) throws InterruptedException {
        // One that has just been added has not begun yet, and nobody can wait for that.
        if (thread.getState() != Thread.State.NEW) {
            thread.join(patience);
        }
    }

    private void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    /// A watched run has grown: called for every event, so all but the first since the last look cost a
    /// glance at a flag.
    private void grew() {
        if (!grown) {
            grown = true;
            if (idle) {
                LockSupport.unpark(thread);
            }
        }
    }

    @Override
    public void run() {
        log.debug("socket={} account={} came", id, account);
        Farewell farewell = Farewell.FAILED;
        try {
            farewell = serve();
        } catch (IOException e) {
            log.debug("socket={} could not be written to: {}", id, e.toString());
            farewell = isTimeout(e) ? Farewell.SLOW : Farewell.LEFT;
        } catch (RuntimeException e) {
            log.error("socket={} account={} failed", id, account, e);
        } finally {
            gone = true;
            watches.values().forEach(Watch::close);
            hub.remove(this, farewell);
            log.debug("socket={} account={} ended: {}", id, account, farewell);
            wire.close(farewell.code, farewell.sentence);
        }
    }

    private static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private Farewell serve() throws IOException {
        send(new LiveFrame.Hello(
                rooms.rows().active(account, SNAPSHOT), rooms.rows().countUnread(account)));
        while (!gone) {
            woken = false;
            boolean isLast = leaving;
            Farewell forced = shutOut;
            if (forced != null) {
                return forced;
            }
            followCommands();
            if (!readMail()) {
                return Farewell.SLOW;
            }
            boolean more = sendEvents();
            if (isLast && (!more || hasPassed(leavingSince, LEAVING_TIME))) {
                send(new LiveFrame.Bye());
                return Farewell.BYE;
            }
            if (hasPassed(lastHeard, settings.deadAfter())) {
                return Farewell.SILENT;
            }
            askIfSilent();
            if (!more) {
                rest();
            }
        }
        return Farewell.LEFT;
    }

    private void send(LiveFrame frame) throws IOException {
        wire.send(frame);
        lastSent = System.nanoTime();
    }

    private static boolean hasPassed(long since, Duration time) {
        return System.nanoTime() - since >= time.toNanos();
    }

    private void followCommands() throws IOException {
        for (LiveCommand next = commands.poll(); next != null; next = commands.poll()) {
            switch (next) {
                case LiveCommand.Watch watch -> watch(watch);
                case LiveCommand.Unwatch(ChatId chat) -> unwatch(chat);
                case LiveCommand.Read(ChatId chat) -> read(chat);
                case LiveCommand.Ping _ -> send(new LiveFrame.Pong());
                case LiveCommand.Pong _ -> {}
                case LiveCommand.Malformed(Problem problem) -> send(LiveFrame.Refused.of(null, problem));
            }
        }
    }

    private void watch(LiveCommand.Watch command) throws IOException {
        ChatId chat = command.chat();
        unwatch(chat);
        try {
            rooms.chats().owned(account, chat);
            if (watches.size() == WATCHES) {
                throw Problem.of(Problem.Kind.CONFLICT, "live", "At most 200 chats are watched at once.");
            }
        } catch (Problem e) {
            send(LiveFrame.Refused.of(chat, e));
            return;
        }
        watches.put(chat, new Watch(command, this::open));
        watched.add(chat);
        hub.ask(chat);
    }

    private Optional<Feed> open(ChatId chat, RunId run, long after) {
        return rooms.runs().reader(chat, run, 0).map(reader -> new Feed(chat, reader, after, this::grew));
    }

    private void unwatch(ChatId chat) {
        watched.remove(chat);
        Watch watch = watches.remove(chat);
        if (watch != null) {
            watch.close();
        }
    }

    private void read(ChatId chat) throws IOException {
        try {
            rooms.chats().markRead(account, chat);
        } catch (Problem e) {
            send(LiveFrame.Refused.of(chat, e));
        }
    }

    /// @return false when news were lost
    private boolean readMail() throws IOException {
        Mailbox.Mail mail = mailbox.take();
        for (News news : mail.news()) {
            if (news instanceof News.Gone(ChatId chat)) {
                unwatch(chat);
            }
            send(news.frame());
        }
        for (Look look : mail.looks()) {
            Watch watch = watches.get(look.chat());
            if (watch != null) {
                watch.hear(look, System.nanoTime());
                haveALook();
            }
        }
        return !mail.overflowed();
    }

    /// The next [#sendEvents] looks through all watches.
    private void haveALook() {
        grown = true;
    }

    /// Sends what watched runs have to tell, one frame each.
    ///
    /// @return whether there is more to send at once
    private boolean sendEvents() throws IOException {
        if (!grown) {
            return false;
        }
        grown = false;
        boolean more = false;
        for (Watch watch : watches.values()) {
            more |= watch.advance(this::send, System.nanoTime());
        }
        if (more) {
            haveALook();
        }
        return more;
    }

    /// Whichever side has been silent for long: a word from us tells the browser that we are there, its
    /// answer us that it is.
    private void askIfSilent() throws IOException {
        if (System.nanoTime() - nextAsking() >= 0) {
            send(new LiveFrame.Ping());
            lastAsked = lastSent;
        }
    }

    private long nextAsking() {
        long heardOrAsked = lastHeard - lastAsked > 0 ? lastHeard : lastAsked;
        long silentSince = heardOrAsked - lastSent < 0 ? heardOrAsked : lastSent;
        return silentSince + settings.ping().toNanos();
    }

    private void rest() {
        long now = System.nanoTime();
        long nanos =
                Math.min(nextAsking() - now, lastHeard + settings.deadAfter().toNanos() - now);
        boolean isEndAwaited = watches.values().stream().anyMatch(Watch::isAwaitingAnEnd);
        if (isEndAwaited) {
            nanos = Math.min(nanos, LOOK_FOR_END.toNanos());
        }
        idle = true;
        if (!grown) {
            park(nanos);
        }
        idle = false;
        if (isEndAwaited) {
            haveALook();
        }
    }

    private void park(long nanos) {
        if (!woken && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        if (Thread.interrupted()) {
            gone = true;
        }
    }
}
