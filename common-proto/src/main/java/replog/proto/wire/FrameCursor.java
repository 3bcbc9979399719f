package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A place in the bytes of a batch, from which on they are made; it only moves forward. For one loop. */
final class FrameCursor {

    private final FrameBatch batch;
    private int position;
    private int current;
    private @Nullable LongFrame currentIfLong;

    /** A cursor at the first byte of {@code batch}, which gets no further frames. */
    FrameCursor(FrameBatch batch) {
        this.batch = batch;
    }

    /** How many bytes are behind it. */
    int position() {
        return position;
    }

    /**
     * Puts the bytes from here on into {@code piece}, which is empty: whole frames while they fit, and as much as fits of
     * a frame that is longer than a piece. Where this place is inside a shorter frame, that one is made from its
     * beginning, and the reader index is at this place.
     */
    void fill(ByteBuf piece) {
        int next = current;
        if (isLong(piece.capacity())) {
            longFrame().write(position - batch.startOf(next), piece);
            next++;
        }
        while (next < batch.count() && batch.endOf(next) - batch.startOf(next) <= piece.writableBytes()) {
            FrameFormat.write(batch.frame(next), piece);
            next++;
        }
        if (!isLong(piece.capacity())) {
            piece.readerIndex(position - batch.startOf(current));
        }
    }

    /** Moves on by so many bytes, at most to the end. */
    void advance(int bytes) {
        position += bytes;
        while (current + 1 < batch.count() && batch.endOf(current) <= position) {
            current++;
            currentIfLong = null;
        }
    }

    private boolean isLong(int pieceBytes) {
        return batch.endOf(current) - batch.startOf(current) > pieceBytes;
    }

    private LongFrame longFrame() {
        LongFrame made = currentIfLong;
        if (made == null) {
            made = new LongFrame(batch.frame(current));
            currentIfLong = made;
        }
        return made;
    }
}
