package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Cuts the bytes of one connection into the parts of one request at a time. From the last part of a request until {@link
 * ConnectionEvent#NEXT} nothing is decoded: what the client sends ahead waits here as bytes, and beyond {@code
 * maxPipelinedBytes} reading stops. Until then reading goes on, so that a client that hangs up is noticed at once.
 *
 * <p>Netty's decoder refuses what could be read in two ways: Content-Length beside Transfer-Encoding, two lengths,
 * Transfer-Encoding in HTTP/1.0, a line end that is not CR LF.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private static final int MAX_PART_BYTES = 64 << 10;

    private final int maxPipelinedBytes;
    private final RequestDeadline deadline;
    private boolean paused;
    private boolean begun;
    private boolean reading;

    RequestDecoder(HttpLimits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.maxRequestLineBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setMaxChunkSize(MAX_PART_BYTES));
        this.maxPipelinedBytes = limits.maxPipelinedBytes();
        this.deadline = new RequestDeadline(limits.requestDeadlineMs());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
        reading = true;
        try {
            super.channelRead(ctx, input);
        } finally {
            reading = false;
        }
        watchSender(ctx);
        ctx.channel().config().setAutoRead(!paused || actualReadableBytes() < maxPipelinedBytes);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (paused) {
            return;
        }
        int before = in.readableBytes();
        super.decode(ctx, in, out);
        if (!out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent) {
            paused = true;
            begun = false;
            deadline.stop();
        } else if (in.readableBytes() < before) {
            begun = true;
        }
    }

    /** What a closed connection leaves unfinished is nobody's request. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        deadline.stop();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == ConnectionEvent.NEXT) {
            paused = false;
            // Asked for at once, from inside channelRead, it needs no push: the loop there goes on by itself.
            if (!reading) {
                channelRead(ctx, Unpooled.EMPTY_BUFFER);
            }
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    private void watchSender(ChannelHandlerContext ctx) {
        boolean unfinished = !paused && (begun || actualReadableBytes() > 0);
        if (unfinished && ctx.channel().isActive()) {
            deadline.start(ctx);
        } else {
            deadline.stop();
        }
    }
}
