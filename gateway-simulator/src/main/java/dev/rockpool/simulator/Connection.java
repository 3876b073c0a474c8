package dev.rockpool.simulator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One client connection: reads a request whole, has it answered, then takes the next.
@SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a close; #channelInactive tells of it.
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    /// How much of a body that is too large anyway is read, so that the client gets to see the refusal;
    /// then it is cut off.
    private static final long MAX_DRAINED_BYTES = 128 * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final Routes routes;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable HttpRequest head;
    private int maxBodyBytes;
    private long received;
    private @Nullable Exchange exchange;

    Connection(Routes routes) {
        this.routes = routes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) throws IOException {
        if (message.decoderResult().isFailure() || (exchange != null && !exchange.ended())) {
            // Not HTTP, or a second request before the first was answered, which none of the clients meant
            // here sends.
            ctx.close();
            return;
        }
        if (message instanceof HttpRequest request) {
            begin(request);
        }
        if (message instanceof HttpContent content && head != null) {
            read(ctx, head, content);
        }
    }

    private void begin(HttpRequest request) {
        head = request;
        maxBodyBytes = routes.maxBodyBytes(request.uri());
        body = new ByteArrayOutputStream();
        received = 0;
    }

    private void read(ChannelHandlerContext ctx, HttpRequest request, HttpContent content) throws IOException {
        var length = content.content().readableBytes();
        received += length;
        if (received > (routes.resetsLargeBodies() ? maxBodyBytes : maxBodyBytes + MAX_DRAINED_BYTES)) {
            head = null;
            Exchange.reset(ctx);
            return;
        }
        if (received <= maxBodyBytes) {
            content.content().readBytes(body, length);
        }
        if (content instanceof LastHttpContent) {
            head = null;
            answer(ctx, request);
        }
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest head) {
        var tooLarge = received > maxBodyBytes;
        var request = Request.of(
                head.method(),
                head.uri(),
                head.headers(),
                tooLarge ? "" : body.toString(StandardCharsets.UTF_8),
                tooLarge);
        body = new ByteArrayOutputStream();
        var current = new Exchange(ctx, request, HttpUtil.isKeepAlive(head) && !tooLarge);
        exchange = current;
        try {
            routes.answer(current);
        } catch (Refusal refusal) {
            current.refuse(refusal);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (exchange != null && !exchange.ended()) {
            exchange.connectionClosed();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null && !exchange.ended() && ctx.channel().isWritable()) {
            exchange.connectionWritable();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            // A broken connection is how a client leaves; anything else is a fault of the simulator.
            LOG.log(System.Logger.Level.ERROR, "A simulated request failed", cause);
        }
        ctx.close();
    }
}
