package replog.node.log;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordFormat;
import replog.proto.message.Records;
import replog.proto.message.RunningChecksum;

/** A log that lives as long as its process. What is appended is held at once. */
public final class InMemoryLog implements MessageLog {

    /**
     * What a full chunk holds, in bytes: with the head of its array it fills a region of 4 MiB, which the collector G1 gives to
     * it alone and never copies.
     */
    static final int CHUNK_BYTES = (4 << 20) - 16;

    private final RunningChecksum runningChecksum = new RunningChecksum();
    private final Chunks chunks;
    private @Nullable LogId id;
    private boolean caughtUp;
    private int checksum = RunningChecksum.EMPTY;

    /** @param memory makes what memory the list needs next, before it does */
    public InMemoryLog(BackgroundWorker memory) {
        this.chunks = new Chunks(0, CHUNK_BYTES, new ArraysAhead(memory, CHUNK_BYTES));
    }

    /** Where all memory is made when it is needed. */
    public InMemoryLog() {
        this.chunks = new Chunks(0, CHUNK_BYTES);
    }

    @Override
    public Optional<LogId> id() {
        return Optional.ofNullable(id);
    }

    @Override
    public void adopt(LogId newId) {
        if (chunks.end() > 0 && !newId.equals(id)) {
            throw new IllegalStateException(
                    "a list of " + chunks.end() + " messages of log " + id + " cannot become " + newId);
        }
        id = newId;
    }

    @Override
    public boolean hasCaughtUp() {
        return caughtUp;
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
    }

    @Override
    public long firstGap() {
        return chunks.end();
    }

    @Override
    public long end() {
        return chunks.end();
    }

    @Override
    public int checksum() {
        return checksum;
    }

    @Override
    public boolean holdsAtOnce() {
        return true;
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public Optional<String> failure() {
        return Optional.empty();
    }

    @Override
    public void onProgress(Runnable action) {
        // All progress is made while messages are appended.
    }

    @Override
    public long syncs() {
        return 0;
    }

    @Override
    public void append(LogMessage message) {
        MessageLog.requireNext(message.id(), end());
        int previous = checksum;
        checksum = runningChecksum.after(previous, message);
        chunks.append(message, RecordFormat.sizeOf(message, false), false, previous, checksum);
    }

    @Override
    public boolean append(Records records) {
        MessageLog.requireNext(records.firstId(), end());
        if (!records.goOnFrom(checksum)) {
            return false;
        }
        chunks.append(records);
        checksum = checksum(records.endId());
        return true;
    }

    @Override
    public void read(long from, int maxMessages, long maxBytes, Consumer<Records> onPage) {
        onPage.accept(read(from, maxMessages, maxBytes));
    }

    /** As the other, at once. */
    public Records read(long from, int maxMessages, long maxBytes) {
        return chunks.read(from, chunks.end(), maxMessages, maxBytes);
    }

    @Override
    public boolean readsFromDisk(long from) {
        return false;
    }

    @Override
    public void checksum(long upTo, Consumer<OptionalInt> onChecksum) {
        onChecksum.accept(OptionalInt.of(checksum(upTo)));
    }

    /** As the other, at once. */
    public int checksum(long upTo) {
        if (upTo < 0 || upTo > chunks.end()) {
            throw new IllegalArgumentException("no checksum up to " + upTo + " in a list of " + chunks.end());
        }
        return upTo == 0 ? RunningChecksum.EMPTY : chunks.checksumAfter(upTo - 1);
    }

    /** How much memory the list takes, in bytes. */
    long memoryBytes() {
        return chunks.memoryBytes();
    }
}
