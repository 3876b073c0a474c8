package dev.rockpool.e2e.network;

import dev.rockpool.e2e.process.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A TCP connection's way from a port of its own to another one on this machine, which a test can cut, block
/// or make half-open. Thread-safe.
public final class CutWire implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;

    private enum Mode {
        /// Everything passes.
        WELL,
        /// Who connects is turned away.
        REFUSING,
        /// Connections stay and new ones are taken, but nothing passes: no byte, no end.
        FROZEN,
        CLOSED
    }

    private final int target;
    private final ServerSocket listening;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private Mode mode = Mode.WELL;

    private CutWire(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(Ports.free(), 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("cut-wire").start(this::accept);
    }

    /// A wire to a port of this machine, whether somebody listens there or not.
    public static CutWire to(int target) {
        try {
            return new CutWire(target);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay a wire to " + target, e);
        }
    }

    /// The port to connect to instead of the target.
    public int port() {
        return listening.getLocalPort();
    }

    /// Resets all connections; new ones pass.
    public void cut() {
        links.forEach(Link::reset);
    }

    /// Resets all connections and turns new ones away, until [#heal()].
    public void refuse() {
        turn(Mode.REFUSING);
        cut();
    }

    /// Leaves all connections open and passes nothing on them any more, not even their end, until [#heal()].
    public void freeze() {
        turn(Mode.FROZEN);
    }

    /// New connections pass again; those that were frozen are reset, as a network does that has forgotten
    /// them.
    public void heal() {
        Set<Link> stale = Set.copyOf(links);
        boolean wasFrozen = turn(Mode.WELL) == Mode.FROZEN;
        if (wasFrozen) {
            stale.forEach(Link::reset);
        }
    }

    @Override
    public void close() {
        turn(Mode.CLOSED);
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cut();
        }
    }

    private synchronized Mode turn(Mode to) {
        Mode before = mode;
        mode = to;
        notifyAll();
        return before;
    }

    private synchronized Mode mode() {
        return mode;
    }

    private synchronized void awaitThaw() throws InterruptedException {
        while (mode == Mode.FROZEN) {
            wait();
        }
    }

    private void accept() {
        while (mode() != Mode.CLOSED) {
            try {
                Link link = new Link(listening.accept());
                links.add(link);
                Thread.ofVirtual().name("cut-wire-link").start(link::connect);
            } catch (IOException e) {
                // Closed, or a connection that was gone before it was taken: either way go on.
            }
        }
    }

    /// One connection and its other half.
    private final class Link {

        private final Socket near;
        private final Socket far = new Socket();

        Link(Socket near) {
            this.near = near;
        }

        void connect() {
            try {
                awaitThaw();
                if (mode() != Mode.WELL) {
                    reset();
                    return;
                }
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                Thread.ofVirtual().name("cut-wire-back").start(() -> pump(far, near));
                pump(near, far);
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    awaitThaw();
                    out.write(buffer, 0, read);
                }
                awaitThaw();
                close();
            } catch (IOException e) {
                resetOnceThawed();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        private void resetOnceThawed() {
            try {
                awaitThaw();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reset();
        }

        private void close() throws IOException {
            links.remove(this);
            try (near;
                    far) {
                // Ends both halves properly.
            }
        }

        void reset() {
            links.remove(this);
            reset(near);
            reset(far);
        }

        private static void reset(Socket socket) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // Closed already.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
