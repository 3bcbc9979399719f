package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection on which the last answer was sent. To close with bytes unread would reset the connection, and
 * the client could lose the answer; so the server ends its own direction, discards what the client still sends, and
 * closes when the client does, after {@code lingerMs} or {@code lingerBytes} at the latest. First in the pipeline.
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {

    private final HttpLimits limits;
    private long discardedBytes;
    private @Nullable Future<?> end;

    private LingeringClose(HttpLimits limits) {
        this.limits = limits;
    }

    static void begin(Channel channel, HttpLimits limits) {
        if (channel.isActive()) {
            channel.pipeline().addFirst(new LingeringClose(limits));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        end = ctx.executor().schedule(() -> ctx.close(), limits.lingerMs(), TimeUnit.MILLISECONDS);
        if (ctx.channel() instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            discardedBytes += bytes.readableBytes();
        }
        ReferenceCountUtil.release(message);
        if (discardedBytes > limits.lingerBytes()) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (end != null) {
            end.cancel(false);
        }
        ctx.fireChannelInactive();
    }
}
