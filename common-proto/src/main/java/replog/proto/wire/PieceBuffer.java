package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;

/** The direct memory in which a loop makes what it is about to write, one connection after the other. */
final class PieceBuffer {

    /**
     * How many bytes are made for one write to a socket: more than a batch of small frames has, so that it leaves in one
     * go, and about what the kernel takes at a time.
     */
    static final int PIECE_BYTES = 128 << 10;

    private static final FastThreadLocal<ByteBuf> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected ByteBuf initialValue() {
            return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(PIECE_BYTES));
        }
    };

    private PieceBuffer() {}

    /** That of the calling thread, empty, with room for {@link #PIECE_BYTES}. What it held before is gone. */
    static ByteBuf ofThisThread() {
        return OF_THREAD.get().clear();
    }
}
