package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.node.log.TestLog.FIRST;
import static replog.node.log.TestLog.ONE_SEGMENT;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replog.proto.message.Records;

/** How a log reads what is no longer in memory. */
class SegmentReaderTest {

    private static final int ONE_MESSAGE_EACH = Segment.HEADER_BYTES + 1;
    private static final String FIRST_INDEX = FIRST.replace(".log", ".index");

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void keepsSixteenFilesOpenAndClosesTheOthers() throws Exception {
        TestLog test = reopened(ONE_MESSAGE_EACH, 40);
        int before = disk.openFiles();

        assertEquals(ListModel.plain(40), test.readAll());
        assertEquals(16, disk.openFiles() - before);
        assertEquals(ListModel.plain(40), test.readAll());
        assertEquals(16, disk.openFiles() - before);

        test.close();
        assertEquals(before, disk.openFiles());
    }

    @Test
    void aSegmentWithoutItsIndexIsReadAllTheSame() throws Exception {
        TestLog test = reopened(200, 40);
        disk.delete(FIRST_INDEX);

        assertEquals(ListModel.plain(40), test.readAll());
    }

    @Test
    void damageTakesTheIndexOfItsSegmentAway() throws Exception {
        TestLog test = reopened(200, 40);
        assertTrue(disk.names().contains(FIRST_INDEX));
        disk.flip(FIRST, disk.content(FIRST).length - 1);

        assertEquals(List.of(), test.read(0, 40, Long.MAX_VALUE));

        assertFalse(disk.names().contains(FIRST_INDEX));
        assertTrue(test.log().failure().isPresent());
    }

    @Test
    void damageCostsNoFurtherFileEachTimeThatItIsFound() throws Exception {
        TestLog test = reopened(200, 40);
        int before = disk.openFiles();
        disk.delete(FIRST_INDEX);
        disk.flip(FIRST, disk.content(FIRST).length - 1);

        for (int i = 0; i < 5; i++) {
            assertEquals(List.of(), test.read(0, 40, Long.MAX_VALUE));
        }

        assertEquals(1, disk.openFiles() - before);
    }

    @Test
    void whatIsHeldIsReadWhileTheNextRecordIsHalfWritten() throws Exception {
        TestLog test = reopened(ONE_SEGMENT, 3);
        byte[] sound = disk.content(FIRST);
        byte[] withHalf = Arrays.copyOf(sound, sound.length + 5);
        withHalf[sound.length + 4] = 1;
        disk.put(FIRST, withHalf);

        assertEquals(ListModel.plain(3), test.read(0, 10, Long.MAX_VALUE));
    }

    @Test
    void readsNothingBehindWhatItWasAskedFor() throws Exception {
        reopened(ONE_SEGMENT, 5);
        Segment segment = Segment.read(FIRST, disk.open(FIRST));

        Records page = new SegmentReader(disk)
                .read(segment, Optional.of(SegmentEnd.ofEmpty(segment)), 1, 3, 10, Long.MAX_VALUE);

        assertEquals(ListModel.plain(3).subList(1, 3), page.messages());
    }

    /** A log that has nothing of its list in memory. */
    private TestLog reopened(int segmentBytes, int messages) throws DiskException {
        TestLog written = TestLog.master(disk, segmentBytes);
        written.write(messages);
        written.close();
        return TestLog.master(disk, segmentBytes);
    }
}
