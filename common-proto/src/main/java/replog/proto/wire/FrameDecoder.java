package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Frame;

/**
 * Cuts the stream into frames and reads them. At the first bad one it throws {@link BadFrameException} or {@link
 * OtherVersionException}; from then on it drops all bytes, for nobody can tell where the next frame begins.
 */
public final class FrameDecoder extends LengthFieldBasedFrameDecoder {

    private final int maxFrameBytes;
    private final int maxTextBytes;
    private boolean failed;

    /**
     * @param maxFrameBytes the longest frame, length field included
     * @param maxTextBytes the longest text of a message
     */
    public FrameDecoder(int maxFrameBytes, int maxTextBytes) {
        super(maxFrameBytes, 0, FrameFormat.LENGTH_BYTES);
        this.maxFrameBytes = maxFrameBytes;
        this.maxTextBytes = maxTextBytes;
    }

    @Override
    protected @Nullable Frame decode(ChannelHandlerContext ctx, ByteBuf in) throws Exception {
        if (failed) {
            in.skipBytes(in.readableBytes());
            return null;
        }
        try {
            ByteBuf frame = (ByteBuf) super.decode(ctx, in);
            return frame == null ? null : FrameFormat.read(frame, maxTextBytes);
        } catch (DecoderException bad) {
            failed = true;
            throw bad;
        }
    }

    @Override
    protected long getUnadjustedFrameLength(ByteBuf in, int offset, int length, ByteOrder order) {
        int followingBytes = in.getInt(offset);
        long frameBytes = (long) followingBytes + FrameFormat.LENGTH_BYTES;
        if (frameBytes < FrameFormat.MIN_FRAME_BYTES || frameBytes > maxFrameBytes) {
            throw new BadFrameException("length " + followingBytes + " is not between "
                    + (FrameFormat.MIN_FRAME_BYTES - FrameFormat.LENGTH_BYTES) + " and "
                    + (maxFrameBytes - FrameFormat.LENGTH_BYTES));
        }
        return followingBytes;
    }

    /** Without a share of its own in the buffer: it is read before anyone else touches it. */
    @Override
    protected ByteBuf extractFrame(ChannelHandlerContext ctx, ByteBuf buffer, int index, int length) {
        return buffer.slice(index, length);
    }
}
