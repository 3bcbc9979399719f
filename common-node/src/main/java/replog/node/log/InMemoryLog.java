package replog.node.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.RunningChecksum;

/**
 * A log that lives as long as its process. Messages lie as records in chunks, a few bytes each beyond their text, so that
 * a long list costs the collector nothing. What {@link #read} returns are views of the chunks, which never change once
 * written; they may be handed to other threads.
 */
public final class InMemoryLog implements MessageLog {

    /** What a chunk holds, in bytes, unless a single record needs more: small enough not to be a humongous object. */
    static final int CHUNK_BYTES = 256 << 10;

    /** What the first one holds; each further one holds twice as much, so that a short list takes little. */
    static final int FIRST_CHUNK_BYTES = 4 << 10;

    private final RunningChecksum runningChecksum = new RunningChecksum();
    private final List<Chunk> chunks = new ArrayList<>();
    private @Nullable LogId id;
    private int nextChunkBytes = FIRST_CHUNK_BYTES;
    private long firstGap;
    private int checksum = RunningChecksum.EMPTY;

    @Override
    public Optional<LogId> id() {
        return Optional.ofNullable(id);
    }

    @Override
    public void adopt(LogId newId) {
        if (firstGap > 0 && !newId.equals(id)) {
            throw new IllegalStateException(
                    "a list of " + firstGap + " messages of log " + id + " cannot become " + newId);
        }
        id = newId;
    }

    @Override
    public long firstGap() {
        return firstGap;
    }

    @Override
    public int checksum(long upTo) {
        if (upTo < 0 || upTo > firstGap) {
            throw new IllegalArgumentException("no checksum up to " + upTo + " in a list of " + firstGap);
        }
        if (upTo == firstGap) {
            return checksum;
        }
        return upTo == 0
                ? RunningChecksum.EMPTY
                : chunkOf(upTo - 1).cursorAt(upTo - 1).checksum();
    }

    @Override
    public void append(LogMessage message) {
        if (message.id() != firstGap) {
            throw new IllegalArgumentException("message " + message.id() + " after a list of " + firstGap);
        }
        int recordBytes = RecordFormat.sizeOf(message);
        checksum = runningChecksum.after(checksum, message);
        chunkFor(recordBytes).append(message, recordBytes, checksum);
        firstGap++;
    }

    @Override
    public List<LogMessage> read(long from, int maxMessages, long maxBytes) {
        List<LogMessage> page = new ArrayList<>();
        long next = from;
        long bytes = 0;
        while (next < firstGap) {
            Chunk chunk = chunkOf(next);
            RecordFormat.Cursor cursor = chunk.cursorAt(next);
            for (; next < chunk.endId(); next++) {
                if (page.size() == maxMessages) {
                    return page;
                }
                LogMessage message = cursor.next();
                bytes += message.text().length() + message.key().length();
                if (bytes > maxBytes && !page.isEmpty()) {
                    return page;
                }
                page.add(message);
            }
        }
        return page;
    }

    /** How much memory the list takes, in bytes. */
    long memoryBytes() {
        return chunks.stream().mapToLong(Chunk::memoryBytes).sum();
    }

    private Chunk chunkFor(int recordBytes) {
        Chunk last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
        if (last == null || !last.hasRoomFor(recordBytes)) {
            last = new Chunk(firstGap, Math.max(nextChunkBytes, recordBytes));
            chunks.add(last);
            nextChunkBytes = Math.min(2 * nextChunkBytes, CHUNK_BYTES);
        }
        return last;
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
