package dev.rockpool.benchmarks.streaming;

import dev.rockpool.e2e.product.ApiClient;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// As our own page asks: tabs with an open live channel send the question over HTTP, get 202 at once, and watch the
/// chat on the channel. One tab per chat.
final class LiveLoad extends Load {

    private static final int MAX_FRAME = 1 << 20;

    private final List<Tab> tabs = new ArrayList<>();

    LiveLoad(int port, List<String> cookies) {
        super(port, cookies);
    }

    @Override
    List<Answer> ask(int chats, int tokens, String script) {
        while (tabs.size() < chats) {
            open(Math.min(chats - tabs.size(), 100));
        }
        List<String> ids = new ArrayList<>();
        List<FullHttpRequest> questions = new ArrayList<>();
        for (int i = 0; i < chats; i++) {
            ids.add(ApiClient.newId());
            questions.add(question(i, ids.get(i), script, "application/json"));
        }
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < chats; i++) {
            Answer answer = new Answer(tokens);
            tabs.get(i).expect(answer);
            connect(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(MAX_FRAME),
                    new Asking(questions.get(i), ids.get(i), tabs.get(i), answer));
            answers.add(answer);
        }
        return answers;
    }

    private void open(int count) {
        List<Tab> opening = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Tab tab = new Tab();
            HttpHeaders headers = new DefaultHttpHeaders()
                    .set(HttpHeaderNames.COOKIE, cookie(tabs.size() + i))
                    .set(HttpHeaderNames.ORIGIN, "http://127.0.0.1:" + port());
            tab.channel = connect(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(MAX_FRAME),
                    new WebSocketClientProtocolHandler(WebSocketClientHandshakerFactory.newHandshaker(
                            URI.create("ws://127.0.0.1:" + port() + "/api/live"),
                            WebSocketVersion.V13,
                            null,
                            false,
                            headers,
                            MAX_FRAME)),
                    tab);
            opening.add(tab);
        }
        opening.forEach(tab -> tab.greeted.join());
        tabs.addAll(opening);
    }

    /// One tab's live channel.
    private static final class Tab extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final CompletableFuture<Void> greeted = new CompletableFuture<>();
        private @Nullable Channel channel;
        private volatile @Nullable Answer answer;

        void expect(Answer next) {
            answer = next;
        }

        void watch(String chat) {
            Objects.requireNonNull(channel)
                    .writeAndFlush(new TextWebSocketFrame("{\"type\":\"watch\",\"chatId\":\"" + chat + "\"}"));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            greeted.complete(null);
            if (frame.content().readableBytes() < 20) {
                context.writeAndFlush(new TextWebSocketFrame("{\"type\":\"pong\"}"));
            }
            Answer current = answer;
            if (current != null) {
                current.read(frame.content());
                if (current.complete()) {
                    current.end();
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Answer current = answer;
            if (current != null) {
                current.end();
            }
            greeted.completeExceptionally(new IllegalStateException("The live channel was closed"));
        }
    }

    /// One question, and the word that it was taken.
    private static final class Asking extends SimpleChannelInboundHandler<FullHttpResponse> {

        private final FullHttpRequest question;
        private final String chat;
        private final Tab tab;
        private final Answer answer;

        Asking(FullHttpRequest question, String chat, Tab tab, Answer answer) {
            this.question = question;
            this.chat = chat;
            this.tab = tab;
            this.answer = answer;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(question);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse reply) {
            if (reply.status().code() == 202) {
                tab.watch(chat);
            } else {
                answer.fail("answered " + reply.status());
            }
            context.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.fail(cause.toString());
            context.close();
        }
    }
}
