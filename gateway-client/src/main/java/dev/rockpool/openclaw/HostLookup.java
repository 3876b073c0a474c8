package dev.rockpool.openclaw;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Looks up one gateway's host name. A lookup holds on to the thread it is on for as long as a name server
/// keeps it waiting; virtual threads share as few carriers as there are processors, so it gets a platform
/// thread. All who ask at the same time wait for one lookup: a name that never answers costs one thread.
final class HostLookup implements Dialer.Names {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("host-lookup-", 0).daemon().factory());

    private final AtomicReference<@Nullable CompletableFuture<InetAddress[]>> running = new AtomicReference<>();

    private final Dialer.Names names;

    /// @param names what looks up, holding on to its thread
    HostLookup(Dialer.Names names) {
        this.names = names;
    }

    @Override
    public InetAddress[] addresses(String host) throws UnknownHostException {
        if (isLiteral(host)) {
            return names.addresses(host);
        }
        try {
            return shared(host).join();
        } catch (CompletionException e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        }
    }

    /// What looks like a number is one, or no host name at all: either way nobody is asked.
    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
    }

    private CompletableFuture<InetAddress[]> shared(String host) {
        CompletableFuture<InetAddress[]> mine = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> other = running.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        try {
            THREADS.execute(() -> look(host, mine));
        } catch (RuntimeException | Error e) {
            // Without a thread nobody would ever end it.
            running.set(null);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void look(String host, CompletableFuture<InetAddress[]> result) {
        try {
            InetAddress[] found = names.addresses(host);
            running.set(null);
            result.complete(found);
        } catch (UnknownHostException | RuntimeException | Error e) {
            running.set(null);
            result.completeExceptionally(e);
        }
    }
}
