package replog.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import replog.proto.message.Frame;
import replog.proto.wire.FrameFormat;

/** The codec between two cores. */
final class Wire {

    private Wire() {}

    /** What arrives where {@code frame} is sent; it must be the same, and fit. */
    static Frame carry(Frame frame, int maxFrameBytes) {
        ByteBuf bytes = Unpooled.buffer();
        FrameFormat.write(frame, bytes);
        Finding.unless(
                bytes.readableBytes() <= maxFrameBytes && bytes.readableBytes() == FrameFormat.sizeOf(frame),
                "{} has {} bytes",
                frame,
                bytes.readableBytes());
        Frame arrived = FrameFormat.read(bytes, Bodies.MAX_MESSAGE_BYTES);
        Finding.unless(arrived.equals(frame), "{} arrives as {}", frame, arrived);
        return arrived;
    }
}
