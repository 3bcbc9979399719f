package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import replog.proto.message.LogId;

class SparseIndexTest {

    private static final long FIRST_ID = 1L << 40;
    private static final Segment SEGMENT = new Segment(new LogId(new UUID(0, 1)), FIRST_ID, 7);
    private static final int RECORD_BYTES = 1000;
    private static final int RECORDS = 1000;
    private static final SegmentEnd END = new SegmentEnd(offsetOf(RECORDS), FIRST_ID + RECORDS, 99);

    private final SparseIndex index = full();

    @Test
    void everyRecordIsFoundFromCloseBefore() {
        assertFindsAll(index);
    }

    @Test
    void isReadAsItWasWrittenWithItsEnd() {
        SparseIndex.Loaded loaded =
                SparseIndex.ofFile(SEGMENT, index.toFile(END)).orElseThrow();

        assertEquals(END, loaded.end());
        assertFindsAll(loaded.index());
    }

    @Test
    void growsNoFasterThanItsSegment() {
        int entries = RECORDS * RECORD_BYTES / SparseIndex.INTERVAL_BYTES + 1;

        assertTrue(index.toFile(END).remaining() <= 34 + 12 * entries);
    }

    @Test
    void aFileWithAnyByteChangedIsNone() {
        byte[] file = index.toFile(END).array();

        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 0x10;
            assertTrue(SparseIndex.ofFile(SEGMENT, ByteBuffer.wrap(changed)).isEmpty(), "byte " + at);
        }
    }

    @Test
    void aFileThatIsCutAnywhereOrTooLongIsNone() {
        byte[] file = index.toFile(END).array();

        for (int length = 0; length < file.length + 20; length++) {
            boolean whole = length == file.length;
            assertEquals(
                    whole,
                    SparseIndex.ofFile(SEGMENT, ByteBuffer.wrap(Arrays.copyOf(file, length)))
                            .isPresent());
        }
    }

    @Test
    void aFileWithoutEntriesIsNone() {
        ByteBuffer empty = new SparseIndex(SEGMENT).toFile(END);

        assertTrue(SparseIndex.ofFile(SEGMENT, empty).isEmpty());
    }

    private static SparseIndex full() {
        SparseIndex index = new SparseIndex(SEGMENT);
        for (int i = 0; i < RECORDS; i++) {
            index.offer(FIRST_ID + i, offsetOf(i), checksumBefore(i));
        }
        return index;
    }

    private static void assertFindsAll(SparseIndex index) {
        for (int i = 0; i < RECORDS; i++) {
            SegmentEnd start = index.before(FIRST_ID + i);
            int record = (int) (start.endId() - FIRST_ID);
            assertTrue(record <= i && offsetOf(i) - start.offset() < SparseIndex.INTERVAL_BYTES + RECORD_BYTES);
            assertEquals(new SegmentEnd(offsetOf(record), FIRST_ID + record, checksumBefore(record)), start);
        }
    }

    private static long offsetOf(int record) {
        return Segment.HEADER_BYTES + (long) record * RECORD_BYTES;
    }

    private static int checksumBefore(int record) {
        return 31 * record;
    }
}
