package replog.node.log;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.message.RunningChecksum;

/**
 * Reads all messages of a log from its files, one after another, and hands out none that is not verified. It changes nothing,
 * trusts no index, and may be used while a node writes to the log: then it ends about where that was at the time. One thread.
 */
public final class LogFiles implements AutoCloseable {

    private final Disk disk;
    private final NodeFile node;
    private final Iterator<String> names;
    private SegmentEnd end = new SegmentEnd(0, 0, RunningChecksum.EMPTY);
    private int segments;
    private long bytesBefore;
    private @Nullable DiskFile file;
    private @Nullable RecordReader reader;
    private Optional<String> tornTail = Optional.empty();

    private LogFiles(Disk disk, NodeFile node, List<String> names) {
        this.disk = disk;
        this.node = node;
        this.names = names.iterator();
    }

    /**
     * Begins with the first message.
     *
     * @throws DiskException where this is no directory of a node, or it cannot be read
     */
    public static LogFiles open(Disk disk) throws DiskException {
        // The segments first: by the time that there is one, the other file says to which log it belongs.
        List<String> names = Recovery.segmentNames(disk);
        Optional<NodeFile> node = NodeFile.read(disk);
        if (node.isEmpty() && !names.isEmpty()) {
            throw new DamagedLogException(NodeFile.NAME, 0, "it is missing, though there are segments");
        }
        return new LogFiles(
                disk,
                node.orElseThrow(
                        () -> new DiskException("no node keeps its log there: it has no file " + NodeFile.NAME)),
                names);
    }

    /** The node that keeps its log there. */
    public NodeId nodeId() {
        return node.nodeId();
    }

    /** The log that its messages belong to, once it has any. */
    public Optional<LogId> logId() {
        return node.logId();
    }

    /**
     * The next message; null at the end.
     *
     * @throws DamagedLogException at the first damage; then nothing more can be read
     */
    public @Nullable LogMessage next() throws DiskException {
        while (reader != null || begin()) {
            LogMessage message = nextOfSegment();
            if (message != null) {
                return message;
            }
            bytesBefore += end.offset();
            close();
        }
        return null;
    }

    /** How many segments were begun to be read. */
    public int segments() {
        return segments;
    }

    /** How many messages were read; so this is the id of the next. */
    public long messages() {
        return end.endId();
    }

    /** How many bytes of files their records take, with the headers of the segments. */
    public long bytes() {
        return bytesBefore + (reader == null ? 0 : end.offset());
    }

    /** The running checksum of what was read. */
    public int checksum() {
        return end.checksum();
    }

    /** At the end: what a crash left of the last write, if anything, or what is being written at this moment. */
    public Optional<String> tornTail() {
        return tornTail;
    }

    @Override
    public void close() throws DiskException {
        DiskFile open = file;
        file = null;
        reader = null;
        if (open != null) {
            open.close();
        }
    }

    /** Goes to the next segment; false where there is none with a message. */
    private boolean begin() throws DiskException {
        if (!names.hasNext()) {
            return false;
        }
        String name = names.next();
        DiskFile opened = disk.open(name);
        file = opened;
        if (!names.hasNext() && Recovery.isStillborn(name, opened)) {
            tornTail(name, opened, 0);
            return false;
        }
        Segment segment = Segment.read(name, opened);
        segment.checkFollows(end, node.logId());
        segments++;
        end = SegmentEnd.ofEmpty(segment);
        reader = new RecordReader(name, opened, opened.length(), end);
        return true;
    }

    private @Nullable LogMessage nextOfSegment() throws DiskException {
        RecordReader reading = Objects.requireNonNull(reader);
        try {
            LogMessage message = reading.next();
            end = reading.end();
            return message;
        } catch (DamagedLogException damage) {
            return behindTheSound(Objects.requireNonNull(file), damage);
        }
    }

    /**
     * What follows the sound records: zeros, a torn tail, damage; or by now the next message, where a node was writing it.
     * It is looked for a later write first: once there is one, nothing before it is still being written.
     */
    private @Nullable LogMessage behindTheSound(DiskFile opened, DamagedLogException damage) throws DiskException {
        if (SegmentScan.endOfBytes(opened, end.offset()) == end.offset()) {
            return null;
        }
        boolean synced = names.hasNext() || SegmentScan.hasAnchorBehind(opened, end.offset(), end.endId());
        RecordReader again = new RecordReader(damage.file(), opened, opened.length(), end);
        try {
            LogMessage message = again.next();
            end = again.end();
            reader = again;
            return message;
        } catch (DamagedLogException still) {
            if (synced) {
                throw still;
            }
            tornTail(still.file(), opened, end.offset());
            return null;
        }
    }

    private void tornTail(String name, DiskFile opened, long from) throws DiskException {
        long bytes = SegmentScan.endOfBytes(opened, from) - from;
        if (bytes > 0) {
            tornTail = Optional.of(bytes + " bytes of " + name + " from offset " + from);
        }
    }
}
