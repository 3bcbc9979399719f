package replog.node.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import replog.proto.message.LogMessage;

/** Consecutive records in one array, with an index of every 32nd, so that any of them is found in a few steps. */
final class Chunk {

    private static final int INDEX_INTERVAL = 32;

    private final long firstId;
    private final byte[] records;
    private int[] index = new int[8];
    private int count;
    private int end;

    /** For records from {@code firstId} on, {@code capacityBytes} in all. */
    Chunk(long firstId, int capacityBytes) {
        this.firstId = firstId;
        this.records = new byte[capacityBytes];
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
        if (count % INDEX_INTERVAL == 0) {
            int slot = count / INDEX_INTERVAL;
            if (slot == index.length) {
                index = Arrays.copyOf(index, 2 * slot);
            }
            index[slot] = end;
        }
        if (anchor) {
            RecordFormat.writeAnchor(records, end, message, previous, checksum);
        } else {
            RecordFormat.write(records, end, message, checksum);
        }
        end += recordBytes;
        count++;
    }

    /** A cursor at the record of {@code id}, which is in this chunk or the next after its last. */
    RecordFormat.Cursor cursorAt(long id) {
        int place = (int) (id - firstId);
        if (place == count) {
            return new RecordFormat.Cursor(records, end, end);
        }
        RecordFormat.Cursor cursor = new RecordFormat.Cursor(records, index[place / INDEX_INTERVAL], end);
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
