package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.node.log.TestLog.FIRST;
import static replog.node.log.TestLog.ONE_SEGMENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.message.RecordCursor;
import replog.proto.message.RecordFormat;
import replog.proto.message.Records;
import replog.proto.sim.Samples;

class SegmentLogTest {

    private static final LogId THIS_LOG = new LogId(new UUID(0, 1));
    private static final LogId OTHER_LOG = new LogId(new UUID(0, 2));

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void holdsNothingBeforeItIsSynced() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        SegmentLog log = test.log();
        List<Long> progress = new ArrayList<>();
        log.onProgress(() -> progress.add(log.firstGap()));

        test.append(2);
        test.core().runDue();

        assertFalse(log.holdsAtOnce());
        assertEquals(0, log.firstGap());
        assertEquals(2, log.end());
        assertEquals(0, log.checksum());
        log.read(0, 10, 10, page -> assertEquals(Records.NONE, page));
        assertEquals(List.of(), progress);

        test.settle();

        assertEquals(2, log.firstGap());
        assertEquals(ListModel.checksums(ListModel.plain(2))[2], log.checksum());
        assertEquals(ListModel.plain(2), test.readAll());
        assertEquals(List.of(2L), progress);
    }

    @Test
    void recordsAreSyncedBehindTheirHeaderAndItsName() throws Exception {
        TestLog test = TestLog.master(disk, Segment.HEADER_BYTES + 1);
        disk.calls().clear();

        test.write(1);

        int recordBytes = RecordFormat.sizeOf(Samples.message(0), true);
        assertEquals(
                List.of(
                        "create " + FIRST,
                        "write " + FIRST + " 0 38",
                        "sync " + FIRST,
                        "syncNames",
                        "write " + FIRST + " 38 " + recordBytes,
                        "sync " + FIRST),
                disk.calls());
    }

    @Test
    void theIndexOfASegmentIsSyncedBeforeTheNextOneIsBegun() throws Exception {
        TestLog test = TestLog.master(disk, Segment.HEADER_BYTES + 1);

        test.write(1);
        test.write(1);

        List<String> calls = disk.calls();
        String second = Recovery.segmentNames(disk).get(1);
        int synced = calls.indexOf("sync " + FIRST.replace(".log", ".index"));
        assertTrue(synced >= 0 && synced < calls.indexOf("create " + second), calls::toString);
    }

    @Test
    void whatGathersWhileOneWriteRunsIsOneWrite() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.append(1);
        test.core().runDue();

        for (int i = 0; i < 100; i++) {
            test.append(1);
            test.core().runDue();
        }
        test.settle();

        assertEquals(2, test.log().syncs());
        assertEquals(101, test.log().firstGap());
    }

    @Test
    void whatComesInOneGoIsOneWrite() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);

        test.write(100);
        test.write(100);

        assertEquals(2, test.log().syncs());
    }

    @Test
    void aWriteGathersUntilATurnBringsNothingMore() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);

        appendInEachOf(1 + SegmentLog.MAX_LOOKS, test);
        test.settle();
        appendInEachOf(1, test);
        test.core().runNext();

        assertEquals(1, test.log().syncs());
        assertEquals(1 + SegmentLog.MAX_LOOKS, test.log().firstGap());
        assertEquals(1, test.writing().size());
    }

    @Test
    void whatGathersWhileOneWriteRunsIsWrittenOnceATurnBringsNothingMore() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.append(1);
        test.core().runDue();
        test.append(1);
        test.writing().runNext();

        appendInEachOf(2, test);
        test.settle();

        assertEquals(2, test.log().syncs());
        assertEquals(4, test.log().firstGap());
    }

    @Test
    void aWriteDoesNotGatherForever() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);

        appendInEachOf(3 * SegmentLog.MAX_LOOKS, test);
        while (test.writing().size() == 0) {
            assertTrue(test.core().runNext());
        }
        test.writing().runNext();

        assertEquals(1 + SegmentLog.MAX_LOOKS, test.log().firstGap());
    }

    /** One message now, and one in each of the next turns; they come before what looks whether any has come. */
    private static void appendInEachOf(int turns, TestLog test) {
        if (turns > 1) {
            test.core().schedule(0, () -> appendInEachOf(turns - 1, test));
        }
        test.append(1);
    }

    @Test
    void theFirstRecordOfEachWriteIsAnAnchorAndNoOther() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.append(2);
        test.core().runDue();
        test.append(3);
        test.settle();
        test.write(1);
        test.write(2);
        test.close();

        byte[] file = disk.content(FIRST);
        RecordCursor cursor = new RecordCursor(file, Segment.HEADER_BYTES, file.length);
        List<Long> anchors = new ArrayList<>();
        while (cursor.start() < file.length && cursor.head()) {
            if (cursor.isAnchor()) {
                anchors.add(cursor.id());
            }
            cursor.skip();
        }
        assertEquals(List.of(0L, 2L, 5L, 6L), anchors);
    }

    @Test
    void aSegmentIsNoLongerThanItMayBe() throws Exception {
        int segmentBytes = 1000;
        TestLog test = TestLog.master(disk, segmentBytes);
        for (int i = 0; i < 20; i++) {
            test.write(10);
        }
        test.close();

        List<String> segments = Recovery.segmentNames(disk);
        assertTrue(segments.size() > 2);
        for (String name : segments) {
            assertTrue(disk.content(name).length <= segmentBytes, name);
        }
        assertEquals(ListModel.plain(200), test.readAll());
    }

    @Test
    void aMessageThatIsLongerThanASegmentHasOneToItself() throws Exception {
        TestLog test = TestLog.master(disk, 100);
        LogMessage longest = Samples.message(1, "x".repeat(1000));
        test.write(1);
        test.log().append(longest);
        test.settle();
        test.write(1);

        assertEquals(3, Recovery.segmentNames(disk).size());
        assertEquals(List.of(Samples.message(0), longest, Samples.message(2)), test.readAll());
    }

    @Test
    void segmentsThatAreFilledInOneGoAreWrittenOneByOne() throws Exception {
        TestLog test = TestLog.master(disk, 100);

        test.write(50);

        assertEquals(50, test.log().firstGap());
        assertEquals(Recovery.segmentNames(disk).size(), test.log().syncs());
        assertEquals(ListModel.plain(50), TestLog.master(disk.copy(), 100).readAll());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAPlainListInEveryRespectWhereverItIsReadFrom(long seed) throws Exception {
        Random random = new Random(seed);
        // More than is kept in memory, in several segments.
        List<LogMessage> model = ListModel.any(60_000, random);
        TestLog test = TestLog.master(disk, 4 << 20);
        for (LogMessage message : model) {
            test.log().append(message);
            if (random.nextInt(2000) == 0) {
                test.settle();
            }
        }
        test.settle();

        assertIs(model, test, disk, random);
        assertIs(model, TestLog.master(disk, 4 << 20), disk, random);
    }

    /** Reads pages of random limits, and checksums, from random places. */
    private static void assertIs(List<LogMessage> model, TestLog test, MemoryDisk disk, Random random)
            throws DiskException {
        int[] checksums = ListModel.checksums(model);
        assertEquals(model.size(), test.log().firstGap());
        int shortPages = 0;
        for (int i = 0; i < 2000; i++) {
            int from = random.nextInt(model.size() + 1);
            int maxMessages = 1 + random.nextInt(70);
            long maxBytes = random.nextInt(10_000);

            Records page = test.readRecords(from, maxMessages, maxBytes);

            boolean isFull = ListModel.assertPage(model, from, maxMessages, maxBytes, page);
            shortPages += isFull || segmentBegins(disk, page.endId()) ? 0 : 1;
            assertEquals(OptionalInt.of(checksums[from]), test.checksum(from));
        }
        assertTrue(shortPages <= 200, "pages that end with a piece of the list in memory: " + shortPages);
        assertEquals(model, test.readAll());
    }

    private static boolean segmentBegins(MemoryDisk disk, long id) throws DiskException {
        return Recovery.segmentNames(disk).stream()
                .anyMatch(name -> Segment.firstIdOf(name).orElseThrow() == id);
    }

    @Test
    void aMessageIsReadFromWhereverItIsAtThatMoment() throws Exception {
        TestLog test = TestLog.secondary(disk, 3 << 20);
        test.log().adopt(THIS_LOG);
        while (test.log().end() * 1000 < 2 * SegmentLog.TAIL_BYTES) {
            test.log().append(Samples.message(test.log().end(), "x".repeat(1000)));
            if (test.log().end() % 500 == 0) {
                test.settle();
                assertEquals(0, test.read(0, 1, 1).get(0).id());
                long last = test.log().firstGap() - 1;
                assertEquals(last, test.read(last, 1, 1).get(0).id());
                assertEquals(last / 2, test.read(last / 2, 1, 1).get(0).id());
            }
        }
    }

    @Test
    void takesNoMoreThanMayWaitToBeSynced() throws Exception {
        TestLog test = TestLog.master(disk, 128 << 20);
        String text = "x".repeat(1 << 20);
        int count = 0;

        while (test.log().hasRoom()) {
            test.log().append(Samples.message(count++, text));
        }

        assertEquals(SegmentLog.MAX_UNSYNCED_BYTES >> 20, count);
        test.settle();
        assertTrue(test.log().hasRoom());
    }

    @Test
    void keepsOnlyTheNewestMessagesInMemory() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        String text = "x".repeat(1 << 20);
        for (int id = 0; id < 2 * (SegmentLog.TAIL_BYTES >> 20); id++) {
            test.log().append(Samples.message(id, text));
            test.settle();
        }
        disk.failOn("read");

        assertEquals(1, test.read(test.log().end() - 1, 1, Long.MAX_VALUE).size());
        assertEquals(List.of(), test.read(0, 1, Long.MAX_VALUE));
    }

    @Test
    void readsNothingBeyondTheEnd() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.write(1);

        assertEquals(List.of(), test.read(1, 1, 1000));
        assertEquals(List.of(), test.read(2, 1, 1000));
    }

    @Test
    void hasAChecksumUpToEachPlaceAndNoneBeyond() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.write(2);
        int[] checksums = ListModel.checksums(ListModel.plain(2));

        for (int upTo = 0; upTo <= 2; upTo++) {
            assertEquals(OptionalInt.of(checksums[upTo]), test.checksum(upTo));
        }
        assertThrows(IllegalArgumentException.class, () -> test.checksum(-1));
        assertThrows(IllegalArgumentException.class, () -> test.checksum(3));
    }

    @Test
    void readsNothingThatIsNotSyncedYet() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.write(2);
        test.append(3);
        List<Records> pages = new ArrayList<>();

        test.log().read(1, 10, Long.MAX_VALUE, pages::add);

        assertEquals(List.of(Samples.message(1)), pages.get(0).messages());
    }

    @Test
    void takesWhatAnotherLogHasAndMakesItsRecordsAnew() throws Exception {
        TestLog master = TestLog.master(new MemoryDisk(), ONE_SEGMENT);
        for (int i = 0; i < 10; i++) {
            master.write(3);
        }
        TestLog test = TestLog.secondary(disk, 200);
        test.log().adopt(THIS_LOG);

        assertTrue(test.log().append(master.readRecords(0, 11, Long.MAX_VALUE)));
        assertTrue(test.log().append(master.readRecords(11, 100, Long.MAX_VALUE)));
        test.settle();

        assertEquals(ListModel.plain(30), test.readAll());
        assertEquals(master.log().checksum(), test.log().checksum());
        assertEquals(ListModel.plain(30), TestLog.secondary(disk.copy(), 200).readAll());
    }

    @Test
    void takesNothingOfRecordsThatDoNotGoOnFromIt() throws Exception {
        TestLog test = TestLog.secondary(disk, ONE_SEGMENT);
        test.log().adopt(THIS_LOG);
        test.append(1);

        assertFalse(test.log().append(Samples.records(7, List.of(Samples.message(1), Samples.message(2)))));
        assertThrows(IllegalArgumentException.class, () -> test.log().append(Samples.records(2, 3)));

        assertEquals(1, test.log().end());
    }

    @Test
    void takesNoMessageBeforeItBelongsToALog() throws Exception {
        TestLog test = TestLog.secondary(disk, ONE_SEGMENT);

        assertThrows(IllegalStateException.class, () -> test.append(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aSegmentIsFilledToItsLastByte(int missing) throws Exception {
        int bytes = Segment.HEADER_BYTES
                + RecordFormat.sizeOf(Samples.message(0), true)
                + RecordFormat.sizeOf(Samples.message(1), true);
        TestLog test = TestLog.master(disk, bytes - missing);

        test.write(1);
        test.write(1);

        assertEquals(1 + missing, Recovery.segmentNames(disk).size());
    }

    @Test
    void tellsThatItHasCaughtUpOnceThatWillNotBeForgotten() throws Exception {
        TestLog test = TestLog.secondary(disk, ONE_SEGMENT);
        List<Boolean> progress = new ArrayList<>();
        test.log().onProgress(() -> progress.add(test.log().hasCaughtUp()));

        test.log().caughtUp();
        assertFalse(test.log().hasCaughtUp());
        test.settle();

        assertEquals(List.of(true), progress);
    }

    @Test
    void takesOnlyTheNextMessage() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.write(1);

        assertThrows(IllegalArgumentException.class, () -> test.log().append(Samples.message(0)));
        assertThrows(IllegalArgumentException.class, () -> test.log().append(Samples.message(2)));
    }

    @Test
    void whoItIsSurvivesARestart() throws Exception {
        TestLog first = TestLog.master(disk, ONE_SEGMENT);
        NodeId nodeId = first.log().nodeId();
        Optional<LogId> logId = first.log().id();
        first.write(5);

        TestLog second = TestLog.master(disk, ONE_SEGMENT);

        assertEquals(nodeId, second.log().nodeId());
        assertEquals(logId, second.log().id());
        assertEquals(5, second.log().firstGap());
        assertEquals(first.log().checksum(), second.log().checksum());
        assertTrue(second.log().hasCaughtUp());
    }

    @Test
    void restartsAsOftenAsItMay() throws Exception {
        for (int i = 0; i < 20; i++) {
            TestLog test = TestLog.master(disk, 200);
            assertEquals(ListModel.plain(i), test.readAll());
            test.write(1);
            if (i % 2 == 0) {
                test.close();
            }
        }
    }

    @Test
    void whatASecondaryAdoptedAndThatItCaughtUpSurviveARestart() throws Exception {
        TestLog first = TestLog.secondary(disk, ONE_SEGMENT);
        assertEquals(Optional.empty(), first.log().id());
        assertFalse(first.log().hasCaughtUp());
        first.log().adopt(THIS_LOG);
        first.write(1);
        first.log().caughtUp();
        first.settle();

        TestLog second = TestLog.secondary(disk, ONE_SEGMENT);

        assertEquals(Optional.of(THIS_LOG), second.log().id());
        assertTrue(second.log().hasCaughtUp());
        assertEquals(first.log().nodeId(), second.log().nodeId());
    }

    @Test
    void aMasterGoesOnWithASecondarysDirectory() throws Exception {
        TestLog secondary = TestLog.secondary(disk, ONE_SEGMENT);
        secondary.log().adopt(THIS_LOG);
        secondary.write(2);

        TestLog master = TestLog.master(disk, ONE_SEGMENT);
        master.write(1);

        assertEquals(Optional.of(THIS_LOG), master.log().id());
        assertTrue(master.log().hasCaughtUp());
        assertEquals(ListModel.plain(3), master.readAll());
    }

    @Test
    void neverMixesTwoLogs() throws Exception {
        TestLog test = TestLog.secondary(disk, ONE_SEGMENT);
        test.log().adopt(OTHER_LOG);
        test.log().adopt(THIS_LOG);
        test.append(1);

        test.log().adopt(THIS_LOG);
        assertThrows(IllegalStateException.class, () -> test.log().adopt(OTHER_LOG));
        assertEquals(Optional.of(THIS_LOG), test.log().id());
    }

    @Test
    void shortWritesAndReadsAreCompleted() throws Exception {
        disk.shortCalls(7);
        TestLog test = TestLog.master(disk, 300);
        test.write(30);
        test.close();

        assertEquals(ListModel.plain(30), TestLog.master(disk, 300).readAll());
    }

    @Test
    void aClosedSegmentIsAsLongAsItsRecords() throws Exception {
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.write(1);
        assertEquals(ONE_SEGMENT, disk.content(FIRST).length);

        test.close();

        assertEquals(Segment.HEADER_BYTES + RecordFormat.sizeOf(Samples.message(0), true), disk.content(FIRST).length);
    }
}
