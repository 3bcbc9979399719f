package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordFormat;
import replog.proto.message.RunningChecksum;

class SegmentScanTest {

    private static final int FILE_BYTES = 400;
    private static final int PREVIOUS = 42;

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void findsAnAnchorWhereverItBegins() throws Exception {
        disk.put("file", anchorAt(17, "short"));

        assertTrue(SegmentScan.hasAnchorBehind(disk.open("file"), 0, -1));
        assertTrue(SegmentScan.hasAnchorBehind(disk.open("file"), 17, 6));
        assertFalse(SegmentScan.hasAnchorBehind(disk.open("file"), 18, -1));
        assertFalse(SegmentScan.hasAnchorBehind(disk.open("file"), 0, 7));
    }

    @Test
    void aRecordThatGetsLongerWhileItIsReadIsNotReadBeyondItsEnd() throws Exception {
        disk.put("file", anchorAt(0, "short"));
        disk.beforeRead(2, 0, () -> disk.put("file", anchorAt(0, "much longer".repeat(20))));

        assertFalse(SegmentScan.hasAnchorBehind(disk.open("file"), 0, -1));
    }

    /** A file with one record, message 7, at {@code place}. */
    private static byte[] anchorAt(int place, String text) {
        LogMessage message = new LogMessage(7, Bytes.EMPTY, Bytes.utf8(text));
        byte[] file = new byte[FILE_BYTES];
        RecordFormat.writeAnchor(file, place, message, PREVIOUS, new RunningChecksum().after(PREVIOUS, message));
        return file;
    }
}
