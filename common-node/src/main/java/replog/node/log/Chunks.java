package replog.node.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordCursor;
import replog.proto.message.Records;

/**
 * Consecutive messages in memory, as records in arrays: a few bytes each beyond their text, and a long list costs the
 * collector nothing. What is read are views of the arrays, which never change once written; they may be handed to other
 * threads. Core loop only.
 */
final class Chunks {

    /**
     * What the first one holds, in bytes, unless a single record needs more; each further one holds twice as much, up to a limit,
     * so that a short list takes little.
     */
    static final int FIRST_CHUNK_BYTES = 4 << 10;

    private final List<Chunk> chunks = new ArrayList<>();
    private final int fullChunkBytes;
    private final Supplier<byte[]> fullArrays;
    private int nextChunkBytes = FIRST_CHUNK_BYTES;
    private long firstId;
    private long end;

    /** Messages from {@code firstId} on, in chunks that hold up to {@code fullChunkBytes} bytes. */
    Chunks(long firstId, int fullChunkBytes) {
        this(firstId, fullChunkBytes, () -> new byte[fullChunkBytes]);
    }

    /**
     * Messages from {@code firstId} on, in chunks that hold up to {@code fullChunkBytes} bytes.
     *
     * @param fullArrays gives the arrays of those that hold so much
     */
    Chunks(long firstId, int fullChunkBytes, Supplier<byte[]> fullArrays) {
        this.firstId = firstId;
        this.end = firstId;
        this.fullChunkBytes = fullChunkBytes;
        this.fullArrays = fullArrays;
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

    /** Adds the next messages. */
    void append(Records records) {
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
            int bytes = Math.max(nextChunkBytes, recordBytes);
            last = new Chunk(end, bytes == fullChunkBytes ? fullArrays.get() : new byte[bytes]);
            chunks.add(last);
            nextChunkBytes = Math.min(2 * nextChunkBytes, fullChunkBytes);
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
