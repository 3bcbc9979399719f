package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.node.log.TestLog.FIRST;
import static replog.node.log.TestLog.ONE_SEGMENT;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.LogId;
import replog.proto.message.RecordFormat;

class RecoveryTest {

    /** A few messages fill a segment of so many bytes. */
    private static final int SHORT_SEGMENTS = 75;

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void anEmptyDirectoryBecomesALog() throws Exception {
        TestLog opened = TestLog.master(disk, ONE_SEGMENT);

        assertEquals(0, opened.log().firstGap());
        assertTrue(opened.log().id().isPresent());
        assertEquals(List.of(), opened.told());
        assertEquals(List.of("node"), disk.names());
    }

    @Test
    void aLogThatWasClosedIsAsItWas() throws Exception {
        fill(ONE_SEGMENT, 3, 4);
        byte[] before = disk.content(FIRST);

        TestLog opened = TestLog.master(disk, ONE_SEGMENT);

        assertEquals(ListModel.plain(7), opened.readAll());
        assertEquals(List.of(), opened.told());
        assertArrayEquals(before, disk.content(FIRST));
    }

    @Test
    void theZerosBehindTheRecordsAreNoTornTail() throws Exception {
        TestLog running = TestLog.master(disk, ONE_SEGMENT);
        running.write(3);
        assertEquals(ONE_SEGMENT, disk.content(FIRST).length);

        TestLog opened = TestLog.master(disk, ONE_SEGMENT);

        assertEquals(ListModel.plain(3), opened.readAll());
        assertEquals(List.of(), opened.told());
        assertEquals(offsetOf(3), disk.content(FIRST).length);
    }

    @Test
    void theLastWriteIsCutWhereverACrashCutIt() throws Exception {
        fill(ONE_SEGMENT, 3, 4);
        int end = disk.content(FIRST).length;

        for (int cut = offsetOf(3); cut < end; cut++) {
            MemoryDisk torn = disk.copy();
            torn.cut(FIRST, cut);
            assertKeepsTheWholeRecordsBefore(cut, torn);

            torn = disk.copy();
            byte[] zerosBehind = Arrays.copyOf(Arrays.copyOf(disk.content(FIRST), cut), end + 100);
            torn.put(FIRST, zerosBehind);
            assertKeepsTheWholeRecordsBefore(cut, torn);
        }
    }

    private void assertKeepsTheWholeRecordsBefore(int cut, MemoryDisk torn) throws DiskException {
        int whole = 3;
        while (offsetOf(whole + 1) <= cut) {
            whole++;
        }

        TestLog opened = TestLog.master(torn, ONE_SEGMENT);

        assertEquals(ListModel.plain(whole), opened.readAll(), "cut at " + cut);
        assertEquals(offsetOf(whole), torn.content(FIRST).length);
        opened.write(2);
        opened.close();
        assertEquals(
                ListModel.plain(whole + 2), TestLog.master(torn, ONE_SEGMENT).readAll());
    }

    @Test
    void theTornTailIsToldInBytes() throws Exception {
        fill(ONE_SEGMENT, 3, 4);
        disk.cut(FIRST, offsetOf(4) + 9);

        TestLog opened = TestLog.master(disk, ONE_SEGMENT);

        assertEquals(List.of("cut a torn tail of 9 bytes at the end of " + FIRST), opened.told());
    }

    @Test
    void garbageInTheLastWriteIsCutEvenWithWholeRecordsOfItBehind() throws Exception {
        fill(ONE_SEGMENT, 3, 4);

        for (int at = offsetOf(3); at < offsetOf(4); at++) {
            MemoryDisk torn = disk.copy();
            torn.flip(FIRST, at);

            assertEquals(ListModel.plain(3), TestLog.master(torn, ONE_SEGMENT).readAll(), "changed at " + at);
        }
    }

    @Test
    void garbageBeforeALaterWriteIsRefusedAndNamed() throws Exception {
        fill(ONE_SEGMENT, 3, 4, 1);

        for (int at = offsetOf(0); at < offsetOf(7); at++) {
            MemoryDisk damaged = disk.copy();
            damaged.flip(FIRST, at);

            DamagedLogException damage = refused(damaged);

            assertEquals(FIRST, damage.file());
            assertTrue(damage.offset() <= at && at < damage.offset() + 40, "changed at " + at + ": " + damage);
            assertArrayEquals(changedAt(at), damaged.content(FIRST), "nothing is cut away");
        }
    }

    @Test
    void aChangedHeaderBeforeARecordIsRefused() throws Exception {
        fill(ONE_SEGMENT, 1);

        for (int at = 0; at < Segment.HEADER_BYTES; at++) {
            MemoryDisk damaged = disk.copy();
            damaged.flip(FIRST, at);

            assertEquals(FIRST, refused(damaged).file());
        }
    }

    @Test
    void theLastWriteIsWrittenAgainAndSynced() throws Exception {
        fill(ONE_SEGMENT, 3, 4);
        int end = disk.content(FIRST).length;
        disk.calls().clear();

        TestLog.master(disk, ONE_SEGMENT);

        int lastWrite = offsetOf(3);
        assertEquals(
                List.of(
                        "truncate " + FIRST + " " + end,
                        "write " + FIRST + " " + lastWrite + " " + (end - lastWrite),
                        "sync " + FIRST,
                        "syncNames"),
                disk.calls());
    }

    @Test
    void aSegmentThatWasJustBegunIsRemoved() throws Exception {
        fill(SHORT_SEGMENTS, 1, 1, 1, 1, 1, 1, 1);
        List<String> segments = Recovery.segmentNames(disk);
        String last = segments.get(segments.size() - 1);
        int before = (int) Segment.firstIdOf(last).orElseThrow();

        for (int length = 0; length < Segment.HEADER_BYTES; length++) {
            MemoryDisk crashed = disk.copy();
            crashed.cut(last, length);

            TestLog opened = TestLog.master(crashed, SHORT_SEGMENTS);

            assertEquals(ListModel.plain(before), opened.readAll());
            assertEquals(List.of("cut " + length + " bytes: " + last + " was just begun"), opened.told());
            assertFalse(crashed.names().contains(last));
            opened.write(3);
            opened.close();
            assertEquals(
                    ListModel.plain(before + 3),
                    TestLog.master(crashed, SHORT_SEGMENTS).readAll());
        }
    }

    @Test
    void aLastSegmentWithItsHeaderOnlyIsGoneOnWith() throws Exception {
        fill(ONE_SEGMENT, 1);
        disk.cut(FIRST, Segment.HEADER_BYTES);

        TestLog opened = TestLog.master(disk, ONE_SEGMENT);
        opened.write(2);

        assertEquals(ListModel.plain(2), opened.readAll());
        assertEquals(ListModel.plain(2), TestLog.master(disk, ONE_SEGMENT).readAll());
    }

    @Test
    void aMissingSegmentIsRefusedAndNamed() throws Exception {
        fill(SHORT_SEGMENTS, 1, 1, 1, 1, 1, 1, 1);
        List<String> segments = Recovery.segmentNames(disk);
        assertTrue(segments.size() > 2);

        for (int i = 0; i + 1 < segments.size(); i++) {
            MemoryDisk damaged = disk.copy();
            damaged.delete(segments.get(i));

            assertEquals(segments.get(i + 1), refused(damaged).file());
        }
    }

    @Test
    void aCutInACompleteSegmentIsRefused() throws Exception {
        fill(SHORT_SEGMENTS, 1, 1, 1, 1, 1, 1, 1);

        for (int length = disk.content(FIRST).length - 1; length >= 0; length--) {
            MemoryDisk damaged = disk.copy();
            damaged.cut(FIRST, length);

            refused(damaged);
        }
    }

    @Test
    void aSegmentOfAnotherLogIsRefused() throws Exception {
        fill(ONE_SEGMENT, 2);
        MemoryDisk other = new MemoryDisk();
        NodeFile node = NodeFile.read(disk).orElseThrow();
        node.with(new LogId(new UUID(1, 2))).write(other);
        other.put(FIRST, disk.content(FIRST));

        DamagedLogException damage = refused(other);

        assertEquals(FIRST, damage.file());
        assertTrue(damage.reason().contains(node.logId().orElseThrow().toString()), damage.reason());
    }

    @Test
    void segmentsWithoutANodeAreRefused() throws Exception {
        fill(ONE_SEGMENT, 2);
        disk.delete("node");

        assertEquals("node", refused(disk).file());
    }

    @Test
    void anIndexThatIsMissingOrWrongIsMadeAgain() throws Exception {
        fill(SHORT_SEGMENTS, 1, 1, 1, 1, 1, 1, 1);
        String index = FIRST.replace("log", "index");
        byte[] before = disk.content(index);

        MemoryDisk missing = disk.copy();
        missing.delete(index);
        assertIsMadeAgain(missing, index, before);

        MemoryDisk changed = disk.copy();
        changed.flip(index, 10);
        assertIsMadeAgain(changed, index, before);

        MemoryDisk ofAnotherEnd = disk.copy();
        ofAnotherEnd.put(index, indexWithAnotherEnd());
        assertIsMadeAgain(ofAnotherEnd, index, before);
    }

    private static void assertIsMadeAgain(MemoryDisk changed, String index, byte[] before) throws DiskException {
        TestLog opened = TestLog.master(changed, SHORT_SEGMENTS);

        assertEquals(List.of("making " + index + " again"), opened.told());
        assertArrayEquals(before, changed.content(index));
        assertEquals(ListModel.plain(7), opened.readAll());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aSecondarySetsADamagedSegmentAndAllBehindItAsideAndGoesOn(int damagedPlace) throws Exception {
        fill(SHORT_SEGMENTS, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        List<String> segments = Recovery.segmentNames(disk);
        String damaged = segments.get(damagedPlace);
        int before = (int) Segment.firstIdOf(damaged).orElseThrow();
        // No index vouches for it any more, so that it is read.
        disk.delete(damaged.replace("log", "index"));
        disk.flip(damaged, Segment.HEADER_BYTES + 3);
        byte[] kept = disk.content(damaged);

        TestLog opened = TestLog.secondary(disk, SHORT_SEGMENTS);

        assertEquals(ListModel.plain(before), opened.readAll());
        assertFalse(opened.log().hasCaughtUp());
        assertArrayEquals(kept, disk.content(damaged + ".damaged"));
        for (String name : segments.subList(damagedPlace, segments.size())) {
            assertTrue(disk.names().contains(name + ".damaged"));
            assertFalse(disk.names().contains(name));
        }
        opened.write(9 - before);
        opened.close();
        assertEquals(ListModel.plain(9), TestLog.secondary(disk, SHORT_SEGMENTS).readAll());
    }

    @Test
    void whatIsSetAsideNeverTakesThePlaceOfWhatWas() throws Exception {
        fill(ONE_SEGMENT, 1, 1);
        for (String name : List.of(FIRST + ".damaged", FIRST + ".damaged-2", FIRST + ".damaged-3")) {
            byte[] whole = disk.content(FIRST);
            disk.flip(FIRST, Segment.HEADER_BYTES + 3);

            TestLog opened = TestLog.secondary(disk, ONE_SEGMENT);

            assertTrue(disk.names().contains(name), disk.names().toString());
            assertTrue(
                    opened.told().get(1).startsWith("set " + FIRST + " aside as " + name),
                    opened.told().toString());
            disk.put(FIRST, whole);
        }
    }

    @Test
    void segmentsAreSetAsideFromTheLastToTheFirst() throws Exception {
        fill(SHORT_SEGMENTS, 1, 1, 1, 1, 1, 1, 1);
        List<String> segments = Recovery.segmentNames(disk);
        disk.delete(segments.get(0).replace("log", "index"));
        disk.flip(segments.get(0), Segment.HEADER_BYTES + 3);
        disk.failOn("rename " + segments.get(0));

        assertThrows(DiskException.class, () -> TestLog.secondary(disk, SHORT_SEGMENTS));

        assertEquals(List.of(segments.get(0)), Recovery.segmentNames(disk), "the damage is still found");
        assertFalse(NodeFile.read(disk).orElseThrow().caughtUp(), "what is left is not shown");
    }

    /** Fills a log with so many messages in each write, and closes it. */
    private void fill(int segmentBytes, int... writes) throws DiskException {
        TestLog filling = TestLog.master(disk, segmentBytes);
        for (int count : writes) {
            filling.write(count);
        }
        filling.close();
    }

    private byte[] indexWithAnotherEnd() throws DiskException {
        try (DiskFile file = disk.open(FIRST)) {
            SegmentScan scan = SegmentScan.of(Segment.read(FIRST, file), file);
            SegmentEnd end = scan.end();
            return scan.index()
                    .toFile(new SegmentEnd(end.offset() + 1, end.endId(), end.checksum()))
                    .array();
        }
    }

    private byte[] changedAt(int at) {
        byte[] changed = disk.content(FIRST);
        changed[at] ^= (byte) 0xff;
        return changed;
    }

    /** Where the record of the message begins in a log that was filled with writes of 3, 4 and 1. */
    private static int offsetOf(int id) {
        int offset = Segment.HEADER_BYTES;
        for (int i = 0; i < id; i++) {
            boolean anchor = i == 0 || i == 3 || i == 7;
            offset += RecordFormat.sizeOf(ListModel.plain(i + 1).get(i), anchor);
        }
        return offset;
    }

    private static DamagedLogException refused(MemoryDisk damaged) {
        return assertThrows(DamagedLogException.class, () -> TestLog.master(damaged, SHORT_SEGMENTS));
    }
}
