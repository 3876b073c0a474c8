package dev.rockpool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two thousand streams at once, each of its own session, read by a client that costs little itself.
@Timeout(120)
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails fails its answer.
class ManyStreamsTest {
    private static final int STREAMS = 2_000;
    private static final int TOKENS = 20;
    private static final Pattern CONTENT = Pattern.compile("\"content\":\"([^\"]*)\"");

    @Test
    void twoThousandStreamsEachGetAllOfTheirOwnTokensInOrder() throws Exception {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (var simulator = GatewaySimulator.start(SimulatorOptions.of(Dialect.CURRENT))) {
            var answers = new ArrayList<CompletableFuture<String>>();
            for (var i = 0; i < STREAMS; i++) {
                answers.add(stream(loop, simulator, i));
            }
            for (var i = 0; i < STREAMS; i++) {
                var text = CONTENT.matcher(answers.get(i).get(100, TimeUnit.SECONDS))
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.joining());
                assertThat(text).isEqualTo(expected(i));
            }
            assertThat(simulator.sessions()).hasSize(STREAMS);
            assertThat(simulator.turns())
                    .hasSize(STREAMS)
                    .allMatch(turn -> turn.shown().size() == 1);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("gateway-simulator"))
                    .hasSizeLessThanOrEqualTo(4);
        } finally {
            loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static String expected(int stream) {
        return IntStream.rangeClosed(1, TOKENS)
                .mapToObj(token -> "s" + stream + "-" + token + " ")
                .collect(Collectors.joining());
    }

    private static CompletableFuture<String> stream(EventLoopGroup loop, GatewaySimulator simulator, int number) {
        var answer = new CompletableFuture<String>();
        var body = WireClient.body("openclaw/main", "/sim tokens=" + TOKENS + " gap=20ms word=s" + number)
                .put("stream", true)
                .toString();
        var request =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + simulator.token() + "\r\nx-openclaw-session-key: agent:main:webchat-" + number
                        + "\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body;
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Reader(request, answer));
                    }
                })
                .connect("127.0.0.1", simulator.port());
        return answer;
    }

    private static final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
        private final StringBuilder received = new StringBuilder();
        private final String request;
        private final CompletableFuture<String> answer;

        Reader(String request, CompletableFuture<String> answer) {
            this.request = request;
            this.answer = answer;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
            received.append(message.toString(StandardCharsets.US_ASCII));
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (received.indexOf("data: [DONE]") < 0) {
                answer.completeExceptionally(new AssertionError("The stream broke off: " + received));
            }
            answer.complete(received.toString());
        }
    }
}
