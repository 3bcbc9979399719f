package replog.node.log;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to the last segment, and begins the next one. On the thread of the writing {@link DiskWorker} only. */
final class SegmentWriter {

    private final Disk disk;
    private @Nullable Segment segment;
    private @Nullable DiskFile file;

    SegmentWriter(Disk disk) {
        this.disk = disk;
    }

    /** Writes and syncs records; at {@link Segment#HEADER_BYTES} they are the first of a segment that is made. */
    void write(Segment target, long at, List<ByteBuffer> records) throws DiskException {
        DiskFile open = fileOf(target, at == Segment.HEADER_BYTES);
        long next = at;
        for (ByteBuffer part : records) {
            int bytes = part.remaining();
            open.writeFully(next, part);
            next += bytes;
        }
        open.sync();
    }

    void close() throws DiskException {
        if (file != null) {
            file.close();
            file = null;
            segment = null;
        }
    }

    private DiskFile fileOf(Segment target, boolean isNew) throws DiskException {
        DiskFile open = file;
        if (open == null || !target.equals(segment)) {
            close();
            open = isNew ? begin(target) : disk.open(target.fileName());
            file = open;
            segment = target;
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
}
