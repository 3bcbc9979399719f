package replog.proto.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/** Makes of each batch of frames what the channel can write: its bytes, made while they are written. */
final class FrameEncoder extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message instanceof FrameBatch batch ? new BatchRegion(batch) : message, promise);
    }
}
