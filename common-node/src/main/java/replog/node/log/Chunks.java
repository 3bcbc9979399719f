package replog.node.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordCursor;
import replog.proto.message.Records;

/**
 * Consecutive messages in memory, as records in arrays: a few bytes each beyond their text, and a long list costs the
 * collector nothing. What is read are views of the arrays, which never change once written; they may be handed to other
 * threads. Core loop only.
 */
final class Chunks {

    /** What a chunk holds, in bytes, unless a single record needs more: small enough not to be a humongous object. */
    static final int CHUNK_BYTES = 448 << 10;

    /** What the first one holds; each further one holds twice as much, so that a short list takes little. */
    static final int FIRST_CHUNK_BYTES = 4 << 10;

    /** So many bytes of records that come together are kept as they are; fewer would make too many chunks. */
    static final int MIN_KEPT_BYTES = CHUNK_BYTES / 2;

    private final List<Chunk> chunks = new ArrayList<>();
    private int nextChunkBytes = FIRST_CHUNK_BYTES;
    private long firstId;
    private long end;

    /** Messages from {@code firstId} on. */
    Chunks(long firstId) {
        this.firstId = firstId;
        this.end = firstId;
    }

    /** The id of the first message that is here. */
    long firstId() {
        return firstId;
    }

    /** The id after that of the last. */
    long end() {
        return end;
    }

    /** How much memory the list takes, in bytes. */
    long memoryBytes() {
        return chunks.stream().mapToLong(Chunk::memoryBytes).sum();
    }

    /** Adds the next message, whose record takes {@code recordBytes}, as an anchor or not. */
    void append(LogMessage message, int recordBytes, boolean anchor, int previous, int checksum) {
        chunkWithRoomFor(recordBytes).append(message, recordBytes, anchor, previous, checksum);
        end++;
    }

    /** Adds the next messages: a few are copied, many stay where they are. */
    void append(Records records) {
        if (records.bytes().length() >= MIN_KEPT_BYTES) {
            chunks.add(new Chunk(records));
            end = records.endId();
            return;
        }
        RecordCursor record = records.cursor();
        while (end < records.endId()) {
            record.head();
            chunkWithRoomFor(record.size()).append(record);
            end++;
            record.skip();
        }
    }

    private Chunk chunkWithRoomFor(int recordBytes) {
        Chunk last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
        if (last == null || !last.hasRoomFor(recordBytes)) {
            last = new Chunk(end, Math.max(nextChunkBytes, recordBytes));
            chunks.add(last);
            nextChunkBytes = Math.min(2 * nextChunkBytes, CHUNK_BYTES);
        }
        return last;
    }

    /** Consecutive messages from {@code from} up to and without {@code to}, within the limits of {@link MessageLog#read}. */
    Records read(long from, long to, int maxMessages, long maxBytes) {
        if (from >= to || maxMessages == 0) {
            return Records.NONE;
        }
        return chunkOf(from).read(from, (int) Math.min(maxMessages, to - from), maxBytes);
    }

    /** The running checksum of the list up to and with the message {@code id}, which is here. */
    int checksumAfter(long id) {
        return chunkOf(id).cursorAt(id).checksum();
    }

    /** The bytes of the records from {@code from} up to and without {@code to}, all of them here. */
    List<ByteBuffer> bytes(long from, long to) {
        List<ByteBuffer> bytes = new ArrayList<>();
        for (long next = from; next < to; ) {
            Chunk chunk = chunkOf(next);
            long end = Math.min(to, chunk.endId());
            bytes.add(chunk.bytes(next, end));
            next = end;
        }
        return bytes;
    }

    /** Forgets the oldest chunks with nothing from {@code keepFrom} on, as long as more than {@code maxBytes} are left. */
    void forget(long keepFrom, long maxBytes) {
        while (chunks.size() > 1 && chunks.get(0).endId() <= keepFrom && memoryBytes() > maxBytes) {
            chunks.remove(0);
            firstId = chunks.get(0).firstId();
        }
    }

    private Chunk chunkOf(long messageId) {
        int low = 0;
        int high = chunks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunks.get(middle).firstId() <= messageId) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return chunks.get(low);
    }
}
