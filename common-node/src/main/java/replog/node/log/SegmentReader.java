package replog.node.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Records;

/**
 * Reads segments for readers that are behind what is in memory, and keeps the files that were read last open. On the
 * thread of the reading {@link BackgroundWorker} only.
 */
final class SegmentReader {

    /** So many files are kept open. */
    private static final int MAX_OPEN_FILES = 16;

    /** So many bytes of records are read into one page, unless a single record needs more. */
    private static final int MAX_PAGE_BYTES = 256 << 10;

    private record Open(DiskFile file, Optional<SparseIndex> index) {}

    private final Disk disk;
    private final Map<Segment, Open> open = new LinkedHashMap<>(MAX_OPEN_FILES, 0.75f, true);

    SegmentReader(Disk disk) {
        this.disk = disk;
    }

    /**
     * Reads messages from {@code from} up to and without {@code to}, all of one segment, within the limits of {@link
     * MessageLog#read}.
     *
     * @param start a record of the segment from which to look for it, where the caller knows one
     */
    Records read(Segment segment, Optional<SegmentEnd> start, long from, long to, int maxMessages, long maxBytes)
            throws DiskException {
        int blockBytes = (int) Math.max(RecordReader.BLOCK_BYTES, Math.min(maxBytes, MAX_PAGE_BYTES));
        RecordReader reader = readerAt(segment, start, from, blockBytes);
        long offset = reader.end().offset();
        long messages = Math.min(maxMessages, to - from);
        int read = 0;
        while (read < messages
                && (read == 0 || reader.hasAtHand(maxBytes - (reader.end().offset() - offset)))) {
            next(segment, reader);
            read++;
        }
        return new Records(reader.recordsFrom(offset), from, read);
    }

    /** The running checksum of the list before {@code upTo}, which is in the segment. */
    int checksum(Segment segment, Optional<SegmentEnd> start, long upTo) throws DiskException {
        return readerAt(segment, start, upTo, RecordReader.BLOCK_BYTES).end().checksum();
    }

    void close() throws DiskException {
        for (Open each : open.values()) {
            each.file().close();
        }
        open.clear();
    }

    private RecordReader readerAt(Segment segment, Optional<SegmentEnd> start, long id, int blockBytes)
            throws DiskException {
        Open opened = open(segment, start.isEmpty());
        SegmentEnd from =
                start.or(() -> opened.index().map(index -> index.before(id))).orElseThrow();
        RecordReader reader = new RecordReader(
                segment.fileName(), opened.file(), opened.file().length(), from, blockBytes);
        while (reader.end().endId() < id) {
            next(segment, reader);
        }
        return reader;
    }

    private void next(Segment segment, RecordReader reader) throws DiskException {
        try {
            if (reader.next() != null) {
                return;
            }
        } catch (DamagedLogException damage) {
            distrust(segment);
            throw damage;
        }
        throw new DamagedLogException(segment.fileName(), reader.end().offset(), "the file is shorter than it was");
    }

    /** Without its index, the next start looks at every record of the segment, and finds the damage. */
    private void distrust(Segment segment) throws DiskException {
        if (disk.names().contains(segment.indexName())) {
            disk.delete(segment.indexName());
        }
    }

    private Open open(Segment segment, boolean needsIndex) throws DiskException {
        Open known = open.get(segment);
        if (known == null) {
            known = new Open(disk.open(segment.fileName()), Optional.empty());
            open.put(segment, known); // Before its index is looked for, which may fail again and again: it is open.
            closeEldest();
        }
        if (needsIndex && known.index().isEmpty()) {
            known = new Open(known.file(), Optional.of(indexOf(segment, known.file())));
            open.put(segment, known);
        }
        return known;
    }

    private SparseIndex indexOf(Segment segment, DiskFile file) throws DiskException {
        Optional<SparseIndex> loaded = SegmentIndexFile.read(disk, segment).map(SparseIndex.Loaded::index);
        if (loaded.isPresent()) {
            return loaded.get();
        }
        SegmentScan scan = SegmentScan.of(segment, file);
        if (scan.damage().isPresent()) {
            throw scan.damage().get();
        }
        return scan.index();
    }

    private void closeEldest() throws DiskException {
        if (open.size() > MAX_OPEN_FILES) {
            @Nullable Open eldest = open.remove(open.keySet().iterator().next());
            if (eldest != null) {
                eldest.file().close();
            }
        }
    }
}
