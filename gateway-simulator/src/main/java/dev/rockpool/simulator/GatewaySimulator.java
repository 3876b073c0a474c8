package dev.rockpool.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// An OpenClaw gateway in this process: real HTTP on a loopback port, in the [Dialect] it is told to speak,
/// with sessions that remember and a demo agent that answers. For trying a client out, for tests, and for
/// benchmarks.
///
/// ```java
/// try (var gateway = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT))) {
///     client = new Client(gateway.url(), gateway.token());
/// }
/// ```
///
/// What a message can ask of its answer is told at [dev.rockpool.simulator.demo.Script]. Nothing is kept on
/// disk and memory is bounded: a session forgets its oldest messages beyond 400 of them, and of 5,000
/// sessions, or 32 million letters in all, the one unused for longest is forgotten as if it had been
/// deleted.
///
/// Safe from any thread. A few event-loop threads serve any number of streams; they are daemons, so a
/// simulator that is never closed does not keep a process alive.
public final class GatewaySimulator implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int EVENT_LOOPS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    private static final int BACKLOG = 4_096;
    /// A stream pauses when this much waits to be read, and goes on when half of it has been.
    private static final int HIGH_WATER_BYTES = 64 * 1024;

    /// Set, so that the system does not buffer megabytes for a reader that has stopped reading.
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    private static final int SHUTDOWN_SECONDS = 5;

    private final Gateway gateway;
    private final EventLoopGroup eventLoops;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Channel server;
    private final URI url;
    private final AtomicBoolean closed = new AtomicBoolean();

    private GatewaySimulator(SimulatorOptions options, InstantSource clock) {
        gateway = new Gateway(options, options.token() == null ? mintedToken() : options.token(), clock);
        eventLoops = new MultiThreadIoEventLoopGroup(
                EVENT_LOOPS, new DefaultThreadFactory("gateway-simulator", true), NioIoHandler.newFactory());
        var bound = bind(options.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            eventLoops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new IllegalStateException("Cannot listen on " + LOOPBACK + ":" + options.port() + ".", bound.cause());
        }
        server = bound.channel();
        url = URI.create("http://" + LOOPBACK + ":" + ((InetSocketAddress) server.localAddress()).getPort());
    }

    /// Listens on the loopback interface and answers from then on.
    ///
    /// @throws IllegalStateException when the port is taken
    public static GatewaySimulator start(SimulatorOptions options) {
        return start(options, InstantSource.system());
    }

    static GatewaySimulator start(SimulatorOptions options, InstantSource clock) {
        return new GatewaySimulator(options, clock);
    }

    private ChannelFuture bind(int port) {
        var routes = gateway.routes();
        return new ServerBootstrap()
                .group(eventLoops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(HIGH_WATER_BYTES / 2, HIGH_WATER_BYTES))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpServerExpectContinueHandler())
                                .addLast(new Connection(routes));
                    }
                })
                .bind(LOOPBACK, port);
    }

    /// `http://127.0.0.1:<port>`.
    public URI url() {
        return url;
    }

    public int port() {
        return url.getPort();
    }

    /// The bearer token callers must show.
    public String token() {
        return gateway.token;
    }

    /// The turns begun so far, oldest first: the last 5,000 of them, fewer when they were very long.
    public List<SimulatedTurn> turns() {
        return gateway.sessions.turns();
    }

    /// The keys of the sessions there are, as the gateway lists them.
    public Set<String> sessions() {
        return gateway.sessions.keys();
    }

    /// Empties the memory of a session, as somebody may at the gateway.
    ///
    /// @param sessionKey as the gateway lists it
    /// @return whether there is one
    public boolean resetSession(String sessionKey) {
        return gateway.sessions.reset(sessionKey);
    }

    /// Deletes a session, as somebody may at the gateway.
    ///
    /// @param sessionKey as the gateway lists it
    /// @return whether there was one
    public boolean deleteSession(String sessionKey) {
        return gateway.sessions.delete(sessionKey);
    }

    /// How many streams are being answered or wait for their session right now.
    public int openStreams() {
        return gateway.openStreams.get();
    }

    /// How many streams were broken off because their client left.
    public int abortedStreams() {
        return gateway.abortedStreams.get();
    }

    /// Bytes that were written and that no reader has taken yet, over all connections.
    long bytesWaiting() {
        return connections.stream()
                .map(connection -> connection.unsafe().outboundBuffer())
                .filter(Objects::nonNull)
                .mapToLong(ChannelOutboundBuffer::totalPendingWriteBytes)
                .sum();
    }

    void awaitClose() throws InterruptedException {
        server.closeFuture().sync();
    }

    /// Stops listening and closes every connection, in mid-answer too. Idempotent.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        eventLoops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static String mintedToken() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
