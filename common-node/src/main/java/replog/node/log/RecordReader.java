package replog.node.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordCursor;
import replog.proto.message.RunningChecksum;

/**
 * Reads the records of one segment forward, from any that is known, and hands out none that the running checksum does not
 * vouch for. What it returns are views of arrays that are never written to again.
 */
final class RecordReader {

    /** So much is read at a time by those who have no other wish. */
    static final int BLOCK_BYTES = 64 << 10;

    private final String fileName;
    private final DiskFile file;
    private final long limit;
    private final int blockBytes;
    private final RunningChecksum runningChecksum = new RunningChecksum();
    private RecordCursor cursor = new RecordCursor(new byte[0], 0, 0);
    private long blockAt;
    private long nextId;
    private int checksum;
    private long lastAnchor = -1;

    /** Reads {@link #BLOCK_BYTES} at a time. */
    RecordReader(String fileName, DiskFile file, long limit, SegmentEnd from) {
        this(fileName, file, limit, from, BLOCK_BYTES);
    }

    /**
     * @param limit where the file ends, in bytes
     * @param from where the record before the first to be read ends
     * @param blockBytes so much is read at a time, unless a single record needs more
     */
    RecordReader(String fileName, DiskFile file, long limit, SegmentEnd from, int blockBytes) {
        this.fileName = fileName;
        this.file = file;
        this.limit = limit;
        this.blockBytes = blockBytes;
        this.blockAt = from.offset();
        this.nextId = from.endId();
        this.checksum = from.checksum();
    }

    /** Where the records that were read end. */
    SegmentEnd end() {
        return new SegmentEnd(offset(), nextId, checksum);
    }

    /** Where the last anchor that was read begins; negative while there is none. */
    long lastAnchor() {
        return lastAnchor;
    }

    /**
     * The next message; null at the end of the file.
     *
     * @throws DamagedLogException where what comes next is not the next message; then nothing more can be read
     */
    @Nullable
    LogMessage next() throws DiskException {
        long offset = offset();
        if (offset == limit) {
            return null;
        }
        find(offset);
        if (cursor.id() != nextId) {
            throw damaged("a record of message " + cursor.id() + " instead of " + nextId);
        }
        if (!cursor.follows(checksum, runningChecksum)) {
            throw damaged("the checksum of message " + nextId + " is not right");
        }
        LogMessage message = cursor.message();
        lastAnchor = cursor.isAnchor() ? offset : lastAnchor;
        checksum = cursor.checksum();
        nextId++;
        cursor.skip();
        return message;
    }

    /** Whether the next record need not be looked for in the file, and takes no more than so many bytes. */
    boolean hasAtHand(long maxBytes) {
        return cursor.head() && cursor.isWhole() && cursor.size() <= maxBytes;
    }

    /** The records that were read from this place in the file on, none of them before the first that is at hand. */
    Bytes recordsFrom(long offset) {
        return cursor.before((int) (offset - blockAt));
    }

    private long offset() {
        return blockAt + cursor.start();
    }

    /** Has the whole record in the block. */
    private void find(long offset) throws DiskException {
        if (cursor.head() && cursor.isWhole()) {
            return;
        }
        read(offset, blockBytes);
        if (!cursor.head()) {
            throw damaged("no record");
        }
        if (cursor.size() > limit - offset) {
            throw damaged("the record is cut off");
        }
        if (!cursor.isWhole()) {
            read(offset, cursor.size());
            cursor.head();
        }
    }

    private void read(long offset, int bytes) throws DiskException {
        byte[] block = bytes(file, offset, bytes, limit);
        blockAt = offset;
        cursor = new RecordCursor(block, 0, block.length);
    }

    /** As many bytes from {@code offset} on, or those up to {@code limit}; fewer where the file ends before. */
    static byte[] bytes(DiskFile file, long offset, int bytes, long limit) throws DiskException {
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(bytes, limit - offset));
        file.readFully(offset, block);
        return block.hasRemaining() ? Arrays.copyOf(block.array(), block.position()) : block.array();
    }

    private DamagedLogException damaged(String fault) {
        return new DamagedLogException(fileName, offset(), fault);
    }
}
