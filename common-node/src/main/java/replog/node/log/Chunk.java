package replog.node.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordCursor;
import replog.proto.message.RecordFormat;
import replog.proto.message.Records;

/** Consecutive records in one array, with an index of every 32nd, so that any of them is found in a few steps. */
final class Chunk {

    private static final int INDEX_INTERVAL = 32;

    private final long firstId;
    private final byte[] records;
    private int[] index = new int[8];
    private int count;
    private int end;

    /** For records from {@code firstId} on, in this array, which the caller gives away. */
    Chunk(long firstId, byte[] records) {
        this.firstId = firstId;
        this.records = records;
    }

    long firstId() {
        return firstId;
    }

    /** The id after that of the last message. */
    long endId() {
        return firstId + count;
    }

    /** How much memory it takes, in bytes, whether used or not. */
    long memoryBytes() {
        return records.length + (long) Integer.BYTES * index.length;
    }

    boolean hasRoomFor(int recordBytes) {
        return recordBytes <= records.length - end;
    }

    /** Adds a record, as an anchor where {@code anchor} says so; {@code previous} is the checksum before it. */
    void append(LogMessage message, int recordBytes, boolean anchor, int previous, int checksum) {
        if (anchor) {
            RecordFormat.writeAnchor(records, end, message, previous, checksum);
        } else {
            RecordFormat.write(records, end, message, checksum);
        }
        appended(recordBytes);
    }

    /** Adds the record at the cursor, as it is. */
    void append(RecordCursor record) {
        record.copyTo(records, end);
        appended(record.size());
    }

    private void appended(int recordBytes) {
        if (count % INDEX_INTERVAL == 0) {
            int slot = count / INDEX_INTERVAL;
            if (slot == index.length) {
                index = Arrays.copyOf(index, 2 * slot);
            }
            index[slot] = end;
        }
        end += recordBytes;
        count++;
    }

    /**
     * The messages from {@code from} on, at most {@code maxMessages} of those in this chunk, and no more than {@code
     * maxBytes} bytes of records, yet at least one.
     */
    Records read(long from, int maxMessages, long maxBytes) {
        int first = (int) (from - firstId);
        int last = (int) Math.min(count, first + (long) maxMessages);
        RecordCursor cursor = cursorAt(from);
        int start = cursor.start();
        int next = first;
        for (int slot = first / INDEX_INTERVAL + 1; slot * INDEX_INTERVAL < last; slot++) {
            if (index[slot] - start > maxBytes) {
                break;
            }
            cursor.moveTo(index[slot]);
            next = slot * INDEX_INTERVAL;
        }
        for (; next < last; next++) {
            cursor.head();
            if (next > first && cursor.start() + cursor.size() - start > maxBytes) {
                break;
            }
            cursor.skip();
        }
        return new Records(cursor.before(start), from, next - first);
    }

    /** A cursor at the record of {@code id}, which is in this chunk or the next after its last. */
    RecordCursor cursorAt(long id) {
        int place = (int) (id - firstId);
        if (place == count) {
            return new RecordCursor(records, end, end);
        }
        RecordCursor cursor = new RecordCursor(records, index[place / INDEX_INTERVAL], end);
        for (int i = place % INDEX_INTERVAL; i > 0; i--) {
            cursor.head();
            cursor.skip();
        }
        return cursor;
    }

    /** The bytes of the records from {@code fromId} up to and without {@code toId}, all of them in this chunk. */
    ByteBuffer bytes(long fromId, long toId) {
        int from = cursorAt(fromId).start();
        return ByteBuffer.wrap(records, from, cursorAt(toId).start() - from);
    }
}
