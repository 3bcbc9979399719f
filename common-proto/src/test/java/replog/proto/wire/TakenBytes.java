package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.FileRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A socket that takes at most so many bytes at a time, and keeps them. */
public final class TakenBytes implements WritableByteChannel {

    private final ByteBuf taken = Unpooled.buffer();
    private final int atOnce;

    /** @param atOnce in bytes, 0 or more */
    public TakenBytes(int atOnce) {
        this.atOnce = atOnce;
    }

    /** All the bytes of {@code region}. */
    public static ByteBuf of(FileRegion region) {
        return new TakenBytes(Integer.MAX_VALUE).takeAll(region).taken;
    }

    /** Takes what is left of {@code region}, and gives it up. */
    TakenBytes takeAll(FileRegion region) {
        while (region.transferred() < region.count()) {
            take(region);
        }
        region.release();
        return this;
    }

    /** Takes some bytes of {@code region}. */
    TakenBytes take(FileRegion region) {
        try {
            region.transferTo(this, region.transferred());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] all() {
        return ByteBufUtil.getBytes(taken);
    }

    @Override
    public int write(ByteBuffer bytes) {
        int count = Math.min(atOnce, bytes.remaining());
        taken.writeBytes(bytes.slice().limit(count));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
