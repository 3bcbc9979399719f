package replog.sim;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import replog.proto.message.Frame;
import replog.proto.wire.FrameDecoder;

/** The production decoder, fed by hand. */
final class SimDecoder {

    /** Making a channel costs more than all that a short connection does with it. */
    private static final ThreadLocal<Deque<EmbeddedChannel>> IDLE = ThreadLocal.withInitial(ArrayDeque::new);

    private final EmbeddedChannel channel;

    SimDecoder(int maxFrameBytes, int maxTextBytes) {
        EmbeddedChannel idle = IDLE.get().poll();
        channel = idle == null ? new EmbeddedChannel() : idle;
        channel.pipeline().addLast(new FrameDecoder(maxFrameBytes, maxTextBytes));
    }

    /**
     * Takes in what the network brought.
     *
     * @throws DecoderException at the first bytes that are no frame, after the frames before them
     */
    void decode(byte[] bytes, Consumer<Frame> onFrame) {
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        } finally {
            Frame frame = channel.readInbound();
            while (frame != null) {
                onFrame.accept(frame);
                frame = channel.readInbound();
            }
        }
    }

    /** There will be no more. */
    void end() {
        channel.pipeline().removeFirst();
        channel.releaseInbound();
        IDLE.get().push(channel);
    }
}
