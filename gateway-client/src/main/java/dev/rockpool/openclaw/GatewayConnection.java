package dev.rockpool.openclaw;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.message.MessageSupport;
import org.jspecify.annotations.Nullable;

/// A connection for one request and its answer. It is not kept for another one: the gateway's web server
/// closes a connection that was idle for five seconds, and of a turn sent just then nobody could say
/// whether it had arrived, so it could neither be given up nor be sent again. Beside a turn, making a
/// connection costs little.
///
/// One thread works with it, any may close it: that ends connecting, sending and reading at once.
final class GatewayConnection implements AutoCloseable {

    /// A piece of an answer has about 200 bytes, a stream many of them, a server many streams.
    static final int BUFFER_BYTES = 4 * 1024;

    /// The hint has small writes collected; without it each header would be sent by itself.
    private static final Http1Config HTTP = Http1Config.custom()
            .setBufferSize(BUFFER_BYTES)
            .setChunkSizeHint(BUFFER_BYTES)
            .setMaxLineLength(16 * 1024)
            .setMaxHeaderCount(100)
            .build();

    private final PacedHttp http = new PacedHttp();
    private final Dialer dialer;
    private final Pace pace;
    private final Consumer<GatewayConnection> whenClosed;
    private @Nullable SocketChannel channel;
    private boolean streams;
    private boolean closed;

    /// @param pace       what streams keep
    /// @param whenClosed told that this connection is over, once or more often, by any thread
    GatewayConnection(Dialer dialer, Pace pace, Consumer<GatewayConnection> whenClosed) {
        this.dialer = dialer;
        this.pace = pace;
        this.whenClosed = whenClosed;
    }

    /// Connects, sends the request and waits for the head of its answer. To be called once.
    ///
    /// @throws IOException when that fails, or when this is closed meanwhile or was before
    GatewayResponse exchange(ClassicHttpRequest request) throws IOException {
        http.use(dialer.dial(this::keep));
        try {
            send(request);
        } catch (IOException e) {
            return earlyAnswer(e);
        }
        return answer();
    }

    /// What follows is a stream, which keeps the pace of all streams.
    synchronized void stream() {
        if (!closed && !streams) {
            streams = true;
            pace.join();
            http.follow(pace);
        }
    }

    @Override
    public void close() {
        SocketChannel open;
        synchronized (this) {
            if (streams && !closed) {
                pace.leave();
            }
            closed = true;
            open = channel;
        }
        whenClosed.accept(this);
        if (open != null) {
            close(open);
        }
    }

    private synchronized void keep(SocketChannel opened) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        channel = opened;
    }

    private void send(ClassicHttpRequest request) throws IOException {
        try {
            http.sendRequestHeader(request);
            http.sendRequestEntity(request);
            http.flush();
        } catch (HttpException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Who does not want a body that large may have said so and hung up before it was sent.
    private GatewayResponse earlyAnswer(IOException unsent) throws IOException {
        try {
            return answer();
        } catch (IOException e) {
            unsent.addSuppressed(e);
            throw unsent;
        }
    }

    private GatewayResponse answer() throws IOException {
        try {
            ClassicHttpResponse head = http.receiveResponseHeader();
            while (head.getCode() < HttpStatus.SC_SUCCESS) {
                head = http.receiveResponseHeader();
            }
            if (MessageSupport.canResponseHaveBody(head)) {
                http.receiveResponseEntity(head);
            }
            return new GatewayResponse(head, this);
        } catch (HttpException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// HTTP over a socket that is read through a [PacedInput].
    private static final class PacedHttp extends DefaultBHttpClientConnection {

        private @Nullable PacedInput input;

        PacedHttp() {
            super(HTTP);
        }

        void use(Socket socket) throws IOException {
            PacedInput paced = new PacedInput(socket.getInputStream());
            input = paced;
            bind(new SocketHolder(socket) {
                @Override
                protected InputStream getInputStream(Socket ignored) {
                    return paced;
                }
            });
        }

        void follow(Pace pace) {
            if (input != null) {
                input.follow(pace);
            }
        }
    }

    /// The channel and not what is above it: a goodbye in TLS or in chunks could wait for the gateway.
    private static void close(SocketChannel open) {
        try {
            open.close();
        } catch (IOException _) {
            // It was to go away, and it has.
        }
    }
}
