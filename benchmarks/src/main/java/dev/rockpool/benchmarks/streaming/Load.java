package dev.rockpool.benchmarks.streaming;

import dev.rockpool.e2e.product.ApiClient;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Asks questions in new chats, all at the same moment, and reads the answers: one thread, no more work per byte
/// than has to be.
abstract class Load implements AutoCloseable {

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("load", true), NioIoHandler.newFactory());
    private final int port;
    private final List<String> cookies;

    /// @param cookies those of the accounts that ask by turns
    Load(int port, List<String> cookies) {
        this.port = port;
        this.cookies = cookies;
    }

    /// Asks in so many new chats at once.
    ///
    /// @param script what the simulator is to do, such as `/sim tokens=100 gap=20 stamped`
    /// @return one answer per chat, in the making
    abstract List<Answer> ask(int chats, int tokens, String script);

    final String cookie(int number) {
        return cookies.get(number % cookies.size());
    }

    final Channel connect(ChannelHandler... handlers) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 30_000)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handlers);
                    }
                })
                .connect(new InetSocketAddress("127.0.0.1", port))
                .channel();
    }

    /// A question in a new chat.
    final FullHttpRequest question(int number, String chat, String script, String accept) {
        String body = ApiClient.json(ApiClient.message(chat, ApiClient.newId(), "main", script));
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                "/api/chat",
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        request.headers()
                .set(HttpHeaderNames.HOST, "127.0.0.1:" + port)
                .set(HttpHeaderNames.COOKIE, cookie(number))
                .set(HttpHeaderNames.ACCEPT, accept)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes());
        return request;
    }

    final int port() {
        return port;
    }

    @Override
    public void close() {
        loop.shutdownGracefully().syncUninterruptibly();
    }
}
