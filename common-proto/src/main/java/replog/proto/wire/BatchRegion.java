package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * A batch on its way out. Netty asks it for bytes only when it writes to the socket; they are made then, in the one
 * buffer of the loop, and what the socket does not take is made anew next time. So what waits for a slow peer waits as
 * frames, whose texts all connections share, and costs no direct memory, however many peers are slow. For the channel's
 * loop only.
 */
final class BatchRegion extends AbstractReferenceCounted implements FileRegion {

    private final FrameBatch batch;
    private final FrameCursor cursor;

    BatchRegion(FrameBatch batch) {
        this.batch = batch;
        this.cursor = new FrameCursor(batch);
    }

    @Override
    public long transferTo(WritableByteChannel target, long position) throws IOException {
        if (position != cursor.position()) {
            throw new IllegalArgumentException("it is at " + cursor.position() + ", not at " + position);
        }
        ByteBuf piece = PieceBuffer.ofThisThread();
        cursor.fill(piece);
        int taken = target.write(piece.nioBuffer());
        cursor.advance(taken);
        return taken;
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    @Deprecated
    public long transfered() {
        return cursor.position();
    }

    @Override
    public long transferred() {
        return cursor.position();
    }

    @Override
    public long count() {
        return batch.bytes();
    }

    @Override
    public FileRegion retain() {
        super.retain();
        return this;
    }

    @Override
    public FileRegion retain(int increment) {
        super.retain(increment);
        return this;
    }

    @Override
    public FileRegion touch() {
        return this;
    }

    @Override
    public FileRegion touch(Object hint) {
        return this;
    }

    /** Nothing is held that would have to be given back. */
    @Override
    protected void deallocate() {}
}
