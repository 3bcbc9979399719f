package replog.node.log;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the last segment, and begins the next one. Behind the records it keeps some zeros, so that most writes leave
 * the length of the file as it is: their sync then has nothing but them to wait for, and takes half as long. On the thread
 * of the writing {@link BackgroundWorker} only.
 */
final class SegmentWriter {

    /** So many zeros are put behind the records at a time, in bytes, unless the segment ends before. */
    private static final int EXTENSION_BYTES = 1 << 20;

    private static final int ZEROS_BYTES = 64 << 10;

    private final Disk disk;
    private final int segmentBytes;
    private @Nullable Segment segment;
    private @Nullable DiskFile file;
    private long end;
    private long extendedTo;

    /** @param segmentBytes how long a segment gets, in bytes */
    SegmentWriter(Disk disk, int segmentBytes) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
    }

    /** Writes and syncs records; at {@link Segment#HEADER_BYTES} they are the first of a segment that is made. */
    void write(Segment target, long at, List<ByteBuffer> records) throws DiskException {
        DiskFile open = fileOf(target, at);
        end = at;
        for (ByteBuffer part : records) {
            int bytes = part.remaining();
            open.writeFully(end, part);
            end += bytes;
        }
        extend(open);
        open.sync();
    }

    /** Leaves the segment as long as its records are. */
    void close() throws DiskException {
        DiskFile open = file;
        if (open != null) {
            file = null;
            try (open) {
                open.truncate(end);
                open.sync();
            }
        }
    }

    private DiskFile fileOf(Segment target, long at) throws DiskException {
        DiskFile open = file;
        if (open == null || !target.equals(segment)) {
            close();
            open = at == Segment.HEADER_BYTES ? begin(target) : disk.open(target.fileName());
            file = open;
            segment = target;
            extendedTo = at;
        }
        return open;
    }

    /** The header is synced before any record: so a segment with a record has its header. */
    private DiskFile begin(Segment target) throws DiskException {
        DiskFile made = disk.create(target.fileName());
        made.writeFully(0, target.header());
        made.sync();
        disk.syncNames();
        return made;
    }

    private void extend(DiskFile open) throws DiskException {
        if (end <= extendedTo) {
            return;
        }
        extendedTo = Math.max(end, Math.min(end + EXTENSION_BYTES, segmentBytes));
        for (long at = end; at < extendedTo; at += ZEROS_BYTES) {
            open.writeFully(at, ByteBuffer.allocate((int) Math.min(ZEROS_BYTES, extendedTo - at)));
        }
    }
}
