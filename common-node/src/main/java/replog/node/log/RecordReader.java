package replog.node.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import replog.proto.message.LogMessage;
import replog.proto.message.RunningChecksum;

/**
 * Reads the records of one segment forward, from any that is known, and hands out none that the running checksum does not
 * vouch for. What it returns are views of arrays that are never written to again.
 */
final class RecordReader {

    /** So much is read at a time, unless a single record needs more. */
    private static final int BLOCK_BYTES = 64 << 10;

    private final String fileName;
    private final DiskFile file;
    private final long limit;
    private final RunningChecksum runningChecksum = new RunningChecksum();
    private RecordFormat.Cursor cursor = new RecordFormat.Cursor(new byte[0], 0, 0);
    private long blockAt;
    private long nextId;
    private int checksum;
    private long lastAnchor = -1;

    /**
     * @param limit where the file ends, in bytes
     * @param from where the record before the first to be read ends
     */
    RecordReader(String fileName, DiskFile file, long limit, SegmentEnd from) {
        this.fileName = fileName;
        this.file = file;
        this.limit = limit;
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
        LogMessage message = cursor.message();
        int expected = runningChecksum.after(checksum, message);
        if (message.id() != nextId) {
            throw damaged("a record of message " + message.id() + " instead of " + nextId);
        }
        if (cursor.checksum() != expected || (cursor.isAnchor() && cursor.previous() != checksum)) {
            throw damaged("the checksum of message " + nextId + " is not right");
        }
        lastAnchor = cursor.isAnchor() ? offset : lastAnchor;
        checksum = expected;
        nextId++;
        cursor.skip();
        return message;
    }

    private long offset() {
        return blockAt + cursor.start();
    }

    /** Has the whole record in the block. */
    private void find(long offset) throws DiskException {
        if (cursor.head() && cursor.isWhole()) {
            return;
        }
        read(offset, BLOCK_BYTES);
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
        cursor = new RecordFormat.Cursor(block, 0, block.length);
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
