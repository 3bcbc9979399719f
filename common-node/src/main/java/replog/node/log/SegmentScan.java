package replog.node.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import replog.proto.message.RecordCursor;
import replog.proto.message.RecordFormat;
import replog.proto.message.RunningChecksum;

/**
 * What a segment holds, every record of it read and verified.
 *
 * @param end where its sound records end
 * @param lastAnchor where the last write to it began, in bytes
 * @param damage what came after the sound records, if anything did
 */
record SegmentScan(SparseIndex index, SegmentEnd end, long lastAnchor, Optional<DamagedLogException> damage) {

    /** How many bytes are looked at in one go. */
    private static final int WINDOW_BYTES = 256 << 10;

    /** Reads all records of the segment. */
    static SegmentScan of(Segment segment, DiskFile file) throws DiskException {
        SparseIndex index = new SparseIndex(segment);
        RecordReader reader = new RecordReader(segment.fileName(), file, file.length(), SegmentEnd.ofEmpty(segment));
        @Nullable DamagedLogException damage = null;
        SegmentEnd before = reader.end();
        try {
            while (reader.next() != null) {
                index.offer(before.endId(), before.offset(), before.checksum());
                before = reader.end();
            }
        } catch (DamagedLogException e) {
            // The writer keeps zeros behind the records; no record is all zeros.
            damage = endOfBytes(file, before.offset()) > before.offset() ? e : null;
        }
        return new SegmentScan(
                index, before, Math.max(reader.lastAnchor(), Segment.HEADER_BYTES), Optional.ofNullable(damage));
    }

    /** Where the last byte is that is not zero, or {@code from} where that is before it. */
    static long endOfBytes(DiskFile file, long from) throws DiskException {
        long length = file.length();
        long end = from;
        for (long at = from; at < length; at += WINDOW_BYTES) {
            byte[] window = RecordReader.bytes(file, at, WINDOW_BYTES, length);
            for (int i = 0; i < window.length; i++) {
                end = window[i] == 0 ? end : at + i + 1;
            }
        }
        return end;
    }

    /**
     * Whether a write began behind {@code offset}: then all before it had been synced, and what is wrong there is no torn
     * tail.
     *
     * @param afterId only a message with a greater id counts
     */
    static boolean hasAnchorBehind(DiskFile file, long offset, long afterId) throws DiskException {
        long length = file.length();
        RunningChecksum runningChecksum = new RunningChecksum();
        for (long at = offset; at < length; at += WINDOW_BYTES) {
            byte[] window = RecordReader.bytes(file, at, WINDOW_BYTES + RecordFormat.MAX_HEAD_BYTES, length);
            RecordCursor cursor = new RecordCursor(window, 0, window.length);
            for (int i = 0; i < Math.min(WINDOW_BYTES, window.length); i++) {
                cursor.moveTo(i);
                if (cursor.head() && cursor.isAnchor() && cursor.id() > afterId && cursor.size() <= length - at - i) {
                    byte[] record = RecordReader.bytes(file, at + i, cursor.size(), length);
                    RecordCursor whole = new RecordCursor(record, 0, record.length);
                    // What was read before may have been half of a write that is going on.
                    if (whole.head() && whole.isWhole() && whole.follows(whole.previous(), runningChecksum)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
