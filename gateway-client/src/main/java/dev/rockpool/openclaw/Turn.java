package dev.rockpool.openclaw;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/// One streamed turn from being sent to its end. The thread that calls [#start()] and [#next()] does all
/// the work; others only ever complete [#stopped], which every wait listens to.
final class Turn implements ChatCall, ChatStream {

    /// Why a turn does not go on though the gateway has not ended it.
    private enum Stop {
        /// This side does not want it any more.
        CANCELLED,
        /// Nothing came for the whole idle time.
        STALLED
    }

    /// Leaves a wait because the turn was stopped.
    private static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super(null, null, false, false);
        }
    }

    private final OpenClawClient client;
    private final GatewaySettings settings;
    private final GatewayHttp http;
    private final ChatRequest request;
    private final IdleWatch watch;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<Stop> stopped = new CompletableFuture<>();
    private volatile @Nullable GatewayResponse response;
    private volatile ChatEvent.@Nullable End end;
    private volatile @Nullable String runId;

    private ChatStreamParser parser = new ChatStreamParser();
    private boolean anyEvent;
    private boolean restored;
    private byte[] buffer = {};

    Turn(OpenClawClient client, GatewayHttp http, Timer timer, ChatRequest request) {
        this.client = client;
        this.settings = client.settings();
        this.http = http;
        this.request = request;
        this.watch = new IdleWatch(timer, settings.idleTimeout(), () -> stop(Stop.STALLED));
    }

    @Override
    public ChatStream start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("A turn is started once.");
        }
        watch.start();
        boolean open = false;
        try {
            open();
            open = true;
        } catch (StoppedException _) {
            if (stopped.join() == Stop.STALLED) {
                throw new GatewayException(GatewayErrors.stalled(settings.idleTimeout()));
            }
            finish(new ChatEvent.Cancelled());
        } finally {
            if (!open) {
                watch.stop();
            }
        }
        return this;
    }

    @Override
    public ChatEvent next() {
        if (!started.get()) {
            throw new IllegalStateException("A turn is read after it was started.");
        }
        ChatEvent.End ended = end;
        if (ended != null) {
            return ended;
        }
        try {
            ChatEvent event = await();
            anyEvent = true;
            return event instanceof ChatEvent.End last ? finish(last) : event;
        } catch (StoppedException _) {
            return finish(
                    switch (stopped.join()) {
                        case CANCELLED -> new ChatEvent.Cancelled();
                        case STALLED -> new ChatEvent.Failed(GatewayErrors.stalled(settings.idleTimeout()));
                    });
        } catch (GatewayException e) {
            return finish(new ChatEvent.Failed(e.error()));
        }
    }

    @Override
    public Optional<String> runId() {
        return Optional.ofNullable(runId);
    }

    @Override
    public void close() {
        stop(Stop.CANCELLED);
    }

    private void stop(Stop why) {
        stopped.complete(why);
        closeResponse();
    }

    private ChatEvent.End finish(ChatEvent.End last) {
        end = last;
        watch.stop();
        closeResponse();
        buffer = new byte[0];
        return last;
    }

    /// Reads until there is an event. Nothing waits here but the read, which closing the response ends.
    private ChatEvent await() throws StoppedException {
        while (true) {
            checkStopped();
            ChatEvent event = parser.poll();
            if (event == null) {
                read();
            } else if (event instanceof ChatEvent.Failed(var error) && mayBeRestored(error)) {
                if (!restore()) {
                    return event;
                }
                open();
            } else {
                return event;
            }
        }
    }

    private void read() throws StoppedException {
        GatewayResponse open = response;
        if (open == null) {
            throw new IllegalStateException("A turn is read after it was started.");
        }
        try {
            int count = open.read(buffer);
            if (count < 0) {
                parser.end(null);
            } else {
                watch.sign();
                parser.feed(buffer, 0, count);
                if (runId == null) {
                    runId = parser.runId();
                }
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                close();
            }
            checkStopped();
            client.forget();
            parser.end("The connection was lost: " + GatewayErrors.words(e));
        }
    }

    /// Sends the turn, a second time when its session had to be restored first.
    private void open() throws StoppedException {
        GatewayInfo info = await(client.known());
        byte[] json = Wire.body(info.routing(), request, true);
        if (json.length > info.maxBodyBytes()) {
            throw new GatewayException(GatewayErrors.tooLarge(json.length, info.maxBodyBytes()));
        }
        ClassicHttpRequest post =
                http.post(Wire.CHAT_PATH, json, Wire.headers(info.routing(), request), GatewayResponse.EVENT_STREAM);
        checkStopped();
        CompletableFuture<GatewayResponse> sent = http.open(post);
        try {
            take(await(sent));
        } catch (StoppedException | GatewayException e) {
            GatewayHttp.abandon(sent);
            throw e;
        }
    }

    private void take(GatewayResponse opened) throws StoppedException {
        response = opened;
        checkStopped();
        watch.sign();
        if (opened.isEventStream()) {
            opened.stream();
            parser = new ChatStreamParser();
            runId = null;
            buffer = new byte[GatewayConnection.BUFFER_BYTES];
            return;
        }
        GatewayError error = refusal(opened);
        if (mayBeRestored(error) && restore()) {
            open();
        } else {
            throw new GatewayException(error);
        }
    }

    private GatewayError refusal(GatewayResponse refused) throws StoppedException {
        try {
            return GatewayErrors.of(refused.refusal());
        } catch (IOException e) {
            checkStopped();
            throw new GatewayException(GatewayErrors.unreachable(settings, e), e);
        }
    }

    /// Once and only before anything of the answer was seen: a turn whose text has begun is never sent
    /// again.
    private boolean mayBeRestored(GatewayError error) {
        return !restored && !anyEvent && GatewayErrors.maybeArchived(error);
    }

    private boolean restore() throws StoppedException {
        restored = true;
        closeResponse();
        try {
            return client.restored(await(http.send(client.restoreRequest(request), GatewayHttp.REPLY_LIMIT)));
        } catch (GatewayException _) {
            return false;
        }
    }

    private void closeResponse() {
        GatewayResponse open = response;
        if (open != null) {
            open.close();
        }
    }

    private void checkStopped() throws StoppedException {
        if (stopped.isDone()) {
            closeResponse();
            throw new StoppedException();
        }
    }

    /// Waits for either the future or a stop.
    private <T> T await(CompletableFuture<T> future) throws StoppedException {
        try {
            CompletableFuture.anyOf(future, stopped).get();
            if (stopped.isDone()) {
                throw new StoppedException();
            }
            return future.get();
        } catch (InterruptedException _) {
            close();
            Thread.currentThread().interrupt();
            throw new StoppedException();
        } catch (ExecutionException e) {
            if (stopped.isDone()) {
                throw new StoppedException();
            }
            GatewayException failure = http.failure(e);
            if (failure.error().kind() == GatewayError.Kind.UNREACHABLE) {
                client.forget();
            }
            throw failure;
        }
    }
}
