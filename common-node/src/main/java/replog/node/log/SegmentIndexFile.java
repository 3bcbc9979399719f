package replog.node.log;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Keeps the index of a complete segment in a file beside it. */
final class SegmentIndexFile {

    /** No index is longer: more than that of a segment of 2 GiB. */
    private static final int MAX_BYTES = 4 << 20;

    private SegmentIndexFile() {}

    /** The index with the end of its segment; none where there is none that could be one. */
    static Optional<SparseIndex.Loaded> read(Disk disk, Segment segment) throws DiskException {
        if (!disk.names().contains(segment.indexName())) {
            return Optional.empty();
        }
        try (DiskFile file = disk.open(segment.indexName())) {
            byte[] bytes = RecordReader.bytes(file, 0, MAX_BYTES, file.length());
            return SparseIndex.ofFile(segment, ByteBuffer.wrap(bytes));
        }
    }

    /** Synced, so that an older one of the same name is never found beside a segment that has another behind it. */
    static void write(Disk disk, Segment segment, ByteBuffer index) throws DiskException {
        try (DiskFile file = disk.create(segment.indexName())) {
            file.writeFully(0, index);
            file.sync();
        }
    }
}
