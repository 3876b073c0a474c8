package dev.rockpool.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request's answer on its connection. Everything here runs on the connection's event loop.
@SuppressWarnings(
        "FutureReturnValueIgnored") // A write that fails closes the connection, and #connectionClosed tells of it.
final class Exchange {

    /// Told about the connection while its answer is being made.
    interface Listener {
        /// The client has gone, or the simulator is closing.
        void closed();

        /// What was written has been read, there is room again.
        void writable();
    }

    private final ChannelHandlerContext ctx;
    private final ChannelHandlerContext belowCodec;
    private final Request request;
    private boolean keepAlive;
    private @Nullable Listener listener;
    private boolean ended;

    Exchange(ChannelHandlerContext ctx, Request request, boolean keepAlive) {
        this.ctx = ctx;
        this.belowCodec = ctx.pipeline().context(HttpServerCodec.class);
        this.request = request;
        this.keepAlive = keepAlive;
    }

    Request request() {
        return request;
    }

    EventLoop eventLoop() {
        return ctx.channel().eventLoop();
    }

    boolean ended() {
        return ended;
    }

    void listen(Listener newListener) {
        listener = newListener;
    }

    void connectionClosed() {
        ended = true;
        var told = listener;
        listener = null;
        if (told != null) {
            told.closed();
        }
    }

    void connectionWritable() {
        if (listener != null) {
            listener.writable();
        }
    }

    void refuse(Refusal refusal) {
        var response = whole(refusal.status(), "application/json; charset=utf-8", Json.bytes(refusal.body()));
        if (refusal.retryAfterSeconds() != null) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, refusal.retryAfterSeconds());
        }
        end(response);
    }

    void json(int status, JsonNode body) {
        end(whole(status, "application/json; charset=utf-8", Json.bytes(body)));
    }

    void text(int status, String contentType, String body) {
        end(whole(status, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    void textAndClose(int status, String contentType, String body) {
        keepAlive = false;
        text(status, contentType, body);
    }

    /// Sends the headers of an event stream; [#write] and [#endStream] follow.
    void startStream() {
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        connection(response.headers());
        ctx.writeAndFlush(response, ctx.voidPromise());
    }

    ByteBuf buffer(int size) {
        return ctx.alloc().ioBuffer(size);
    }

    /// Writes one HTTP chunk that is framed already: it passes below the codec, which would spend three
    /// buffers on it.
    void write(ByteBuf framedChunk) {
        belowCodec.writeAndFlush(framedChunk, belowCodec.voidPromise());
    }

    /// Whether the reader keeps up: false once more than the channel's high-water mark waits to be read.
    boolean writable() {
        return ctx.channel().isWritable();
    }

    void endStream() {
        end(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /// Closes the connection in mid-answer; what was written still arrives.
    void disconnect() {
        ended = true;
        listener = null;
        ctx.close();
    }

    /// Closes the connection with a reset, as a crash or a body beyond an old gateway's limit does.
    void reset() {
        ended = true;
        listener = null;
        reset(ctx);
    }

    static void reset(ChannelHandlerContext ctx) {
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ctx.close();
    }

    private DefaultFullHttpResponse whole(int status, String contentType, byte[] body) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        connection(response.headers());
        return response;
    }

    private void connection(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    }

    private void end(Object last) {
        ended = true;
        listener = null;
        var written = ctx.writeAndFlush(last);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
