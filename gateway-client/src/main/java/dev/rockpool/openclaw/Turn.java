package dev.rockpool.openclaw;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static final int BUFFER_BYTES = 8 * 1024;
    private static final String EVENT_STREAM = "text/event-stream";

    private final OpenClawClient client;
    private final GatewaySettings settings;
    private final GatewayHttp http;
    private final ChatRequest request;
    private final IdleWatch watch;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<Stop> stopped = new CompletableFuture<>();
    private volatile @Nullable InputStream body;
    private volatile ChatEvent.@Nullable End end;

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
    public void close() {
        stop(Stop.CANCELLED);
    }

    private void stop(Stop why) {
        stopped.complete(why);
        InputStream open = body;
        if (open != null) {
            GatewayHttp.close(open);
        }
    }

    private ChatEvent.End finish(ChatEvent.End last) {
        end = last;
        watch.stop();
        InputStream open = body;
        if (open != null) {
            GatewayHttp.close(open);
        }
        buffer = new byte[0];
        return last;
    }

    /// Reads until there is an event. Nothing waits here but the read, which closing the body ends.
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
        InputStream open = body;
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
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                close();
            }
            checkStopped();
            client.forget();
            parser.end("The connection was lost: " + e.getMessage());
        }
    }

    /// Sends the turn, a second time when its session had to be restored first.
    private void open() throws StoppedException {
        GatewayInfo info = await(client.known());
        byte[] json = Wire.body(info.routing(), request, true);
        if (json.length > info.maxBodyBytes()) {
            throw new GatewayException(GatewayErrors.tooLarge(json.length, info.maxBodyBytes()));
        }
        HttpRequest post = http.post(Wire.CHAT_PATH, json, Wire.headers(info.routing(), request), EVENT_STREAM);
        checkStopped();
        CompletableFuture<HttpResponse<InputStream>> sent = http.open(post);
        HttpResponse<InputStream> response;
        try {
            response = await(sent);
        } catch (StoppedException | GatewayException e) {
            GatewayHttp.abandon(sent);
            throw e;
        }
        take(response);
    }

    private void take(HttpResponse<InputStream> response) throws StoppedException {
        body = response.body();
        checkStopped();
        watch.sign();
        if (response.statusCode() == 200 && GatewayHttp.contentType(response).equals(EVENT_STREAM)) {
            parser = new ChatStreamParser();
            buffer = new byte[BUFFER_BYTES];
            return;
        }
        GatewayError error = refusal(response);
        if (mayBeRestored(error) && restore()) {
            open();
        } else {
            throw new GatewayException(error);
        }
    }

    private GatewayError refusal(HttpResponse<InputStream> response) throws StoppedException {
        try {
            return GatewayErrors.of(GatewayHttp.refused(response));
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
        InputStream open = body;
        if (open != null) {
            GatewayHttp.close(open);
        }
        try {
            return client.restored(await(http.send(client.restoreRequest(request), GatewayHttp.REPLY_LIMIT)));
        } catch (GatewayException _) {
            return false;
        }
    }

    private void checkStopped() throws StoppedException {
        if (stopped.isDone()) {
            InputStream open = body;
            if (open != null) {
                GatewayHttp.close(open);
            }
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
