package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.node.log.TestLog.FIRST;
import static replog.node.log.TestLog.ONE_SEGMENT;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.LogMessage;
import replog.proto.sim.Samples;

/** After a failure of its disk a log never holds anything more, shows what it holds, and says why. */
class FailingDiskTest {

    private final MemoryDisk disk = new MemoryDisk();
    private int progress;

    @ParameterizedTest
    @ValueSource(strings = {"write", "sync"})
    void aFailedWriteOrSyncEndsAllProgress(String failing) throws Exception {
        TestLog test = begun(ONE_SEGMENT);
        disk.failOn(failing);

        test.append(1);
        test.settle();

        assertFailed(test, "cannot " + failing + " " + FIRST);
        assertEquals(ListModel.plain(2), test.readAll());
        assertEquals(2, test.log().firstGap());
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "syncNames", "write", "sync", "truncate"})
    void aFailureWhereANewSegmentBeginsEndsAllProgress(String failing) throws Exception {
        TestLog test = begun(Segment.HEADER_BYTES + 1);
        disk.failOn(failing);

        test.append(1);
        test.settle();

        assertFailed(test, "cannot " + failing);
        assertEquals(2, test.log().firstGap());
    }

    @Test
    void nothingIsWrittenAfterAFailureThoughTheDiskSaysThatItIsWellAgain() throws Exception {
        TestLog test = begun(ONE_SEGMENT);
        disk.failOn("sync");
        test.append(1);
        test.core().runDue();
        test.append(5);
        test.settle();
        disk.failNoMore();
        disk.calls().clear();

        test.settle();
        test.close();

        assertEquals(List.of(), disk.calls());
        assertEquals(2, test.log().firstGap());
        assertThrows(IllegalStateException.class, () -> test.log().append(Samples.message(8)));
    }

    @Test
    void aFailedReadEndsAllProgress() throws Exception {
        TestLog written = begun(ONE_SEGMENT);
        written.close();
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.log().onProgress(() -> progress++);
        progress = 0;
        disk.failOn("read");

        List<LogMessage> page = test.read(0, 10, 1000);

        assertEquals(List.of(), page);
        assertEquals(OptionalInt.empty(), test.checksum(1));
        assertFailed(test, "cannot read " + FIRST);
    }

    @Test
    void whatWasNotYetWrittenWhenAReadFailedNeverIs() throws Exception {
        begun(ONE_SEGMENT).close();
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.append(1);
        disk.failOn("read");
        test.log().read(0, 10, 1000, page -> {});
        test.reading().runNext();
        disk.calls().clear();

        test.settle();

        assertEquals(List.of(), disk.calls());
        assertEquals(2, test.log().firstGap());
    }

    @Test
    void aWriteThatWasUnderWayWhenAReadFailedCountsNoMore() throws Exception {
        begun(ONE_SEGMENT).close();
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.append(1);
        test.core().runDue();
        disk.failOn("read");
        test.log().read(0, 10, 1000, page -> {});
        test.reading().runNext();
        disk.failNoMore();

        test.settle();

        assertEquals(2, test.log().firstGap());
        assertEquals(0, test.log().syncs());
    }

    @Test
    void damageThatIsReadIsNeverShown() throws Exception {
        begun(ONE_SEGMENT).close();
        TestLog test = TestLog.master(disk, ONE_SEGMENT);
        test.log().onProgress(() -> progress++);
        progress = 0;
        byte[] damaged = disk.content(FIRST);
        damaged[damaged.length - 1] ^= 1;
        disk.put(FIRST, damaged);

        assertEquals(List.of(), test.read(1, 1, 1000));

        assertFailed(test, "the log is damaged: " + FIRST + " at offset");
    }

    @Test
    void aNodeFileThatCannotBeWrittenEndsAllProgress() throws Exception {
        TestLog test = TestLog.secondary(disk, ONE_SEGMENT);
        test.log().onProgress(() -> progress++);
        disk.failOn("rename");

        test.log().caughtUp();
        test.settle();

        assertFailed(test, "cannot rename node.new node");
    }

    @Test
    void afterARestartTheLogIsWhatTheDiskHas() throws Exception {
        TestLog test = begun(ONE_SEGMENT);
        disk.failOn("sync");
        test.append(1);
        test.settle();
        disk.failNoMore();

        // The write before the failed sync did reach this disk; nobody was told so.
        assertEquals(ListModel.plain(3), TestLog.master(disk, ONE_SEGMENT).readAll());
    }

    /** A log that holds two messages. */
    private TestLog begun(int segmentBytes) throws DiskException {
        TestLog test = TestLog.master(disk, segmentBytes);
        test.write(2);
        test.log().onProgress(() -> progress++);
        return test;
    }

    private void assertFailed(TestLog test, String reason) {
        Optional<String> failure = test.log().failure();
        assertTrue(failure.orElse("none").startsWith(reason), failure.toString());
        assertFalse(test.log().hasRoom());
        assertEquals(1, progress, "is told once");
    }
}
