package dev.rockpool.benchmarks.streaming;

import dev.rockpool.e2e.product.ApiClient;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;

/// As an AI SDK client asks: `POST /api/chat`, whose answer is the stream, each on a connection of its own.
final class StreamLoad extends Load {

    StreamLoad(int port, List<String> cookies) {
        super(port, cookies);
    }

    @Override
    List<Answer> ask(int chats, int tokens, String script) {
        List<FullHttpRequest> questions = new ArrayList<>();
        for (int i = 0; i < chats; i++) {
            questions.add(question(i, ApiClient.newId(), script, "text/event-stream"));
        }
        return questions.stream().map(question -> ask(question, tokens)).toList();
    }

    private Answer ask(FullHttpRequest question, int tokens) {
        Answer answer = new Answer(tokens);
        connect(new HttpClientCodec(), new Reading(question, answer));
        return answer;
    }

    private static final class Reading extends SimpleChannelInboundHandler<HttpObject> {

        private final FullHttpRequest question;
        private final Answer answer;

        Reading(FullHttpRequest question, Answer answer) {
            this.question = question;
            this.answer = answer;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(question);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject piece) {
            if (piece instanceof HttpResponse response && response.status().code() != 200) {
                answer.fail("answered " + response.status());
            }
            if (piece instanceof HttpContent content) {
                answer.read(content.content());
            }
            if (piece instanceof LastHttpContent) {
                answer.end();
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.end();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.fail(cause.toString());
            context.close();
        }

        @Override
        public void channelUnregistered(ChannelHandlerContext context) {
            // A connection that was refused never became active.
            answer.end();
        }
    }
}
