package replog.proto.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a list, as records one behind the other: so it lies in a log, is read from there, and travels in a page. However
 * many messages there are, it is one object, a view of bytes that never change.
 *
 * @param bytes whole records with consecutive ids, well-formed, and nothing else
 * @param firstId the id of the first message; where there is none, of any value
 * @param count how many there are
 */
public record Records(Bytes bytes, long firstId, int count) {

    /** No messages. */
    public static final Records NONE = new Records(Bytes.EMPTY, 0, 0);

    /** Whether there are no messages. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** The id after that of the last message. */
    public long endId() {
        return firstId + count;
    }

    /** A cursor at the first record. */
    public RecordCursor cursor() {
        return new RecordCursor(bytes.array(), bytes.offset(), bytes.offset() + bytes.length());
    }

    /**
     * Whether they go on from a list with this running checksum: whether each has the one that the list has with it. So they
     * are what the list had that they were taken from, byte for byte, if what comes before them was.
     */
    public boolean goOnFrom(int checksum) {
        RunningChecksum running = new RunningChecksum();
        RecordCursor record = cursor();
        int before = checksum;
        for (int i = 0; i < count; i++) {
            if (!record.head() || !record.isWhole() || !record.follows(before, running)) {
                return false;
            }
            before = record.checksum();
            record.skip();
        }
        return true;
    }

    /** Those of them with this id or a greater one. */
    public Records from(long id) {
        if (id <= firstId) {
            return this;
        }
        if (id >= endId()) {
            return NONE;
        }
        RecordCursor cursor = cursor();
        for (long skipped = firstId; skipped < id; skipped++) {
            cursor.head();
            cursor.skip();
        }
        int start = cursor.start();
        Bytes rest = Bytes.of(bytes.array(), start, bytes.offset() + bytes.length() - start);
        return new Records(rest, id, (int) (endId() - id));
    }

    /** The messages one by one, as views of the same bytes. */
    public List<LogMessage> messages() {
        List<LogMessage> messages = new ArrayList<>(count);
        RecordCursor cursor = cursor();
        while (messages.size() < count) {
            cursor.head();
            messages.add(cursor.message());
            cursor.skip();
        }
        return messages;
    }

    /** How many there are, and the first. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "Records[0]";
        }
        RecordCursor first = cursor();
        first.head();
        return "Records[" + count + " from " + first.message() + "]";
    }
}
