package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import replog.proto.message.Frame;

/** Turns batches of frames into bytes, each into one buffer of just its size. A batch that fails sends nothing. */
public final class FrameEncoder extends MessageToByteEncoder<FrameBatch> {

    @Override
    protected ByteBuf allocateBuffer(ChannelHandlerContext ctx, FrameBatch batch, boolean preferDirect) {
        return preferDirect
                ? ctx.alloc().ioBuffer(batch.bytes(), batch.bytes())
                : ctx.alloc().heapBuffer(batch.bytes(), batch.bytes());
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, FrameBatch batch, ByteBuf out) {
        for (Frame frame : batch.frames()) {
            FrameFormat.write(frame, out);
        }
    }
}
