package replog.node.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import replog.proto.message.LogId;

/** The segments of a log, and where in the last one the next record goes. Core loop only. */
final class SegmentTable {

    private final int segmentBytes;
    private final List<Segment> segments;
    private final Map<Segment, SparseIndex> indexes = new LinkedHashMap<>();
    private long lastOffset;

    /** @param segmentBytes a segment is not made longer than this, unless it has a single record */
    SegmentTable(int segmentBytes, Recovery.Found found) {
        this.segmentBytes = segmentBytes;
        this.segments = new ArrayList<>(found.segments());
        this.lastOffset = found.end().offset();
        if (found.index() != null) {
            indexes.put(last(), found.index());
        }
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Whether a record of so many bytes goes into the last segment. */
    boolean hasRoomFor(int recordBytes) {
        return !isEmpty() && (lastOffset == Segment.HEADER_BYTES || lastOffset + recordBytes <= segmentBytes);
    }

    Segment last() {
        return segments.get(segments.size() - 1);
    }

    /** The index of the last segment, complete with the message before {@code endId}, as a file. */
    ByteBuffer lastIndexFile(long endId, int checksum) {
        return lastIndex().toFile(new SegmentEnd(lastOffset, endId, checksum));
    }

    /** The segment is complete and its index is on disk. */
    void indexWritten(Segment complete) {
        indexes.remove(complete);
    }

    /** From now on records go to a new segment. */
    void begin(LogId logId, long firstId, int previous) {
        Segment begun = new Segment(logId, firstId, previous);
        segments.add(begun);
        indexes.put(begun, new SparseIndex(begun));
        lastOffset = Segment.HEADER_BYTES;
    }

    /** The next record goes to the last segment and takes so many bytes. */
    void append(long id, int previous, int recordBytes) {
        lastIndex().offer(id, lastOffset, previous);
        lastOffset += recordBytes;
    }

    /** The segment in which the message is, or will be if it is the next. */
    Segment of(long id) {
        return segments.get(placeOf(id));
    }

    /** The id after that of the last message in the same segment, as far as that is decided. */
    long endOf(long id) {
        int next = placeOf(id) + 1;
        return next < segments.size() ? segments.get(next).firstId() : Long.MAX_VALUE;
    }

    /** A record at or shortly before that of {@code id}; none where only an index on disk tells. */
    Optional<SegmentEnd> before(long id) {
        return Optional.ofNullable(indexes.get(of(id))).map(index -> index.before(id));
    }

    private SparseIndex lastIndex() {
        return Objects.requireNonNull(indexes.get(last()));
    }

    private int placeOf(long id) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).firstId() <= id) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
