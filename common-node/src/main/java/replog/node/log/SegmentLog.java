package replog.node.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import replog.proto.core.Gathering;
import replog.proto.core.Scheduler;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.message.RecordCursor;
import replog.proto.message.RecordFormat;
import replog.proto.message.Records;
import replog.proto.message.RunningChecksum;

/**
 * A log on disk. What is appended gathers in memory while the write before is synced, and until nothing more comes in; then
 * all of it is written and synced in one go. The newest messages stay in memory for those who follow closely, the others are
 * read from the disk. The core loop never waits for either. Core loop only.
 *
 * <p>Invariant: a message is held, and so shown, sent on and counted, only once a sync has succeeded after it was written.
 * After a failure of the disk nothing more is ever held: what the disk then says cannot be trusted.
 */
public final class SegmentLog implements MessageLog {

    /** So many bytes of the newest records are kept in memory. */
    static final long TAIL_BYTES = 8 << 20;

    /** What a full chunk of those holds, in bytes: small enough for a young object of G1, since it is soon garbage. */
    private static final int TAIL_CHUNK_BYTES = 448 << 10;

    /** No message, and no page of them, is taken while so many bytes of records wait to be synced. */
    static final long MAX_UNSYNCED_BYTES = 32 << 20;

    /**
     * After so many looks at what has come in a write begins. A sync takes hardly longer for hundreds of messages than for
     * one, and what comes while it runs waits for it and for the next.
     */
    static final int MAX_LOOKS = 4;

    /** To what kind of node a log belongs. */
    public enum Owner {
        /** Damage is for a person to look at: nobody else may have what is lost. */
        MASTER(Recovery.OnDamage.REFUSE),
        /** What is damaged is fetched again from the master. */
        SECONDARY(Recovery.OnDamage.SET_ASIDE);

        private final Recovery.OnDamage onDamage;

        Owner(Recovery.OnDamage onDamage) {
            this.onDamage = onDamage;
        }
    }

    private final Disk disk;
    private final BackgroundWorker writing;
    private final BackgroundWorker reading;
    private final SegmentWriter writer;
    private final SegmentReader reader;
    private final SegmentTable segments;
    private final Chunks tail;
    private final Gathering gathering;
    private final RunningChecksum runningChecksum = new RunningChecksum();
    private NodeFile node;
    private boolean caughtUp;
    private long firstGap;
    private int heldChecksum;
    private long nextOffset;
    private long underWayTo;
    private int checksum;
    private long unsyncedBytes;
    private long syncs;
    private Optional<String> failure = Optional.empty();
    private Runnable onProgress = () -> {};

    /** Of the writing worker alone. */
    private boolean writeFailed;

    private SegmentLog(
            Disk disk,
            NodeFile node,
            int segmentBytes,
            Recovery.Found found,
            Scheduler core,
            BackgroundWorker writing,
            BackgroundWorker reading) {
        SegmentEnd end = found.end();
        this.disk = disk;
        this.node = node;
        this.caughtUp = node.caughtUp();
        this.segments = new SegmentTable(segmentBytes, found);
        this.writing = writing;
        this.reading = reading;
        this.writer = new SegmentWriter(disk, segmentBytes);
        this.reader = new SegmentReader(disk);
        this.tail = new Chunks(end.endId(), TAIL_CHUNK_BYTES);
        this.gathering = new Gathering(core, tail::end, MAX_LOOKS, this::write);
        this.firstGap = end.endId();
        this.underWayTo = end.endId();
        this.nextOffset = end.offset();
        this.heldChecksum = end.checksum();
        this.checksum = end.checksum();
    }

    /**
     * Opens the log of a directory, or begins one. Reads the last segment, so it takes a while; the caller's thread waits.
     *
     * @param segmentBytes how long a segment gets, in bytes
     * @param chance makes new ids
     * @param core the loop to which the log belongs
     * @param tell gets a line about each thing that was found wrong and dealt with
     * @throws DiskException where the directory cannot be read or written, or holds what is not for this owner to mend
     */
    public static SegmentLog open(
            Disk disk,
            Owner owner,
            int segmentBytes,
            Supplier<UUID> chance,
            Consumer<String> tell,
            Scheduler core,
            BackgroundWorker writing,
            BackgroundWorker reading)
            throws DiskException {
        Optional<NodeFile> known = NodeFile.read(disk);
        if (known.isEmpty() && !Recovery.segmentNames(disk).isEmpty()) {
            throw new DamagedLogException(NodeFile.NAME, 0, "it is missing, though there are segments");
        }
        NodeFile before = known.orElseGet(() -> new NodeFile(new NodeId(chance.get()), Optional.empty(), false));
        Recovery.Found found = Recovery.run(disk, before, owner.onDamage, tell);
        NodeFile node = found.node();
        if (owner == Owner.MASTER) {
            node = node.with(node.logId().orElseGet(() -> new LogId(chance.get())))
                    .with(true);
        }
        if (known.isEmpty() || !node.equals(found.node())) {
            node.write(disk);
        }
        return new SegmentLog(disk, node, segmentBytes, found, core, writing, reading);
    }

    /** The node to which the directory belongs. */
    public NodeId nodeId() {
        return node.nodeId();
    }

    @Override
    public Optional<LogId> id() {
        return node.logId();
    }

    @Override
    public void adopt(LogId newId) {
        if (node.logId().equals(Optional.of(newId))) {
            return;
        }
        if (end() > 0) {
            throw new IllegalStateException(
                    "a list of " + end() + " messages of log " + node.logId() + " cannot become " + newId);
        }
        become(node.with(newId), () -> {});
    }

    @Override
    public boolean hasCaughtUp() {
        return caughtUp;
    }

    @Override
    public void caughtUp() {
        if (!node.caughtUp()) {
            become(node.with(true), () -> {
                caughtUp = true;
                onProgress.run();
            });
        }
    }

    @Override
    public long firstGap() {
        return firstGap;
    }

    @Override
    public long end() {
        return tail.end();
    }

    @Override
    public int checksum() {
        return heldChecksum;
    }

    @Override
    public boolean holdsAtOnce() {
        return false;
    }

    @Override
    public boolean hasRoom() {
        return failure.isEmpty() && unsyncedBytes < MAX_UNSYNCED_BYTES;
    }

    @Override
    public Optional<String> failure() {
        return failure;
    }

    @Override
    public void onProgress(Runnable action) {
        onProgress = action;
    }

    @Override
    public long syncs() {
        return syncs;
    }

    @Override
    public void append(LogMessage message) {
        requireGoingOn(message.id());
        append(message, runningChecksum.after(checksum, message));
    }

    @Override
    public boolean append(Records records) {
        requireGoingOn(records.firstId());
        if (!records.goOnFrom(checksum)) {
            return false;
        }
        RecordCursor record = records.cursor();
        for (int i = 0; i < records.count(); i++) {
            record.head();
            append(record.message(), record.checksum());
            record.skip();
        }
        return true;
    }

    private void requireGoingOn(long id) {
        MessageLog.requireNext(id, end());
        if (failure.isPresent()) {
            throw new IllegalStateException("nothing can be appended any more: " + failure.get());
        }
    }

    /** The record is made anew: which are anchors is a matter of this node's own writes. */
    private void append(LogMessage message, int checksumWithIt) {
        boolean newSegment = !segments.hasRoomFor(RecordFormat.sizeOf(message, true));
        if (newSegment) {
            beginSegment();
        }
        boolean anchor = newSegment || message.id() == underWayTo;
        int recordBytes = RecordFormat.sizeOf(message, anchor);
        segments.append(message.id(), checksum, recordBytes);
        tail.append(message, recordBytes, anchor, checksum, checksumWithIt);
        checksum = checksumWithIt;
        unsyncedBytes += recordBytes;
        writeSoon();
    }

    @Override
    public void read(long from, int maxMessages, long maxBytes, Consumer<Records> onPage) {
        if (from >= firstGap) {
            onPage.accept(Records.NONE);
        } else if (!readsFromDisk(from)) {
            onPage.accept(tail.read(from, firstGap, maxMessages, maxBytes));
        } else {
            Segment segment = segments.of(from);
            Optional<SegmentEnd> start = segments.before(from);
            long to = Math.min(firstGap, segments.endOf(from));
            fetch(() -> reader.read(segment, start, from, to, maxMessages, maxBytes), onPage, Records.NONE);
        }
    }

    @Override
    public boolean readsFromDisk(long from) {
        return from < tail.firstId();
    }

    @Override
    public void checksum(long upTo, Consumer<OptionalInt> onChecksum) {
        if (upTo < 0 || upTo > firstGap) {
            throw new IllegalArgumentException("no checksum up to " + upTo + " in a list of " + firstGap);
        }
        if (upTo == firstGap) {
            onChecksum.accept(OptionalInt.of(heldChecksum));
        } else if (upTo > tail.firstId()) {
            onChecksum.accept(OptionalInt.of(tail.checksumAfter(upTo - 1)));
        } else {
            Segment segment = segments.of(upTo);
            Optional<SegmentEnd> start = segments.before(upTo);
            fetch(() -> OptionalInt.of(reader.checksum(segment, start, upTo)), onChecksum, OptionalInt.empty());
        }
    }

    /** Closes all files, behind what is being written and read. */
    public void close() {
        writing.execute(() -> after(writer::close, () -> {}));
        fetch(
                () -> {
                    reader.close();
                    return true;
                },
                closed -> {},
                false);
    }

    private void beginSegment() {
        LogId logId = id().orElseThrow(() -> new IllegalStateException("messages of no log"));
        if (!segments.isEmpty()) {
            Segment complete = segments.last();
            ByteBuffer index = segments.lastIndexFile(end(), checksum);
            writing.execute(() ->
                    after(() -> SegmentIndexFile.write(disk, complete, index), () -> segments.indexWritten(complete)));
        }
        segments.begin(logId, end(), checksum);
    }

    /** Unless a write is under way, begins one, once what comes together is there. */
    private void writeSoon() {
        if (underWayTo <= firstGap && firstGap < end()) {
            gathering.begin();
        }
    }

    /** Writes what has gathered, as far as it goes into one segment. */
    private void write() {
        if (failure.isPresent()) {
            return;
        }
        Segment segment = segments.of(firstGap);
        long offset = segment.firstId() == firstGap ? Segment.HEADER_BYTES : nextOffset;
        long to = Math.min(end(), segments.endOf(firstGap));
        List<ByteBuffer> records = tail.bytes(firstGap, to);
        long bytes = records.stream().mapToLong(ByteBuffer::remaining).sum();
        underWayTo = to;
        writing.execute(
                () -> after(() -> writer.write(segment, offset, records), () -> written(to, offset + bytes, bytes)));
    }

    private void written(long to, long offset, long bytes) {
        if (failure.isPresent()) {
            return;
        }
        syncs++;
        firstGap = to;
        heldChecksum = tail.checksumAfter(to - 1);
        nextOffset = offset;
        unsyncedBytes -= bytes;
        tail.forget(firstGap, TAIL_BYTES);
        writeSoon();
        onProgress.run();
    }

    private void become(NodeFile next, Runnable then) {
        node = next;
        writing.execute(() -> after(() -> next.write(disk), then));
    }

    private interface DiskTask {
        void run() throws DiskException;
    }

    private interface DiskRead<T> {
        T run() throws DiskException;
    }

    /** Runs on the writing worker. After a failure nothing more is written: it would lie behind what never reached the disk. */
    private Runnable after(DiskTask task, Runnable then) {
        if (writeFailed) {
            return () -> {};
        }
        try {
            task.run();
            return then;
        } catch (DiskException e) {
            writeFailed = true;
            return () -> fail(e.reason());
        }
    }

    private <T> void fetch(DiskRead<T> read, Consumer<T> onResult, T nothing) {
        reading.execute(() -> {
            try {
                T result = read.run();
                return () -> onResult.accept(result);
            } catch (DiskException e) {
                return () -> {
                    fail(e.reason());
                    onResult.accept(nothing);
                };
            }
        });
    }

    private void fail(String reason) {
        if (failure.isEmpty()) {
            failure = Optional.of(reason);
            onProgress.run();
        }
    }
}
