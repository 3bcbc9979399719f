package replog.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import replog.node.log.DiskException;
import replog.node.log.SegmentLog;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;

/** An index that never reached the disk leaves an older one in its place, which fits the segment by its length. */
class FailedIndexTest {

    private static final int SEGMENT_BYTES = 300;
    private static final int TEXT_BYTES = 20;

    private final SimDisk disk = new SimDisk(new Dice(1).stream("disk"), line -> {});
    private final Soon soon = new Soon();
    private final Deque<Supplier<Runnable>> works = new ArrayDeque<>();

    @Test
    void nothingIsWrittenBehindASegmentWhoseIndexCouldNotBeSynced() throws DiskException {
        SegmentLog log = open();
        append(log, 'a', TEXT_BYTES, 10); // The tenth begins a segment, so the index of the first is written.
        run(2); // The first message and the index; then kill -9, before the others.
        SegmentLog again = open();
        assertEquals(1, again.firstGap());

        disk.failSyncAfter(3);
        append(again, 'b', TEXT_BYTES, 1);
        run(1);
        append(again, 'c', TEXT_BYTES, 6);
        append(again, 'd', 12, 1); // As long, with those before it, as the segment was in the first life.
        run(1);
        append(again, 'e', TEXT_BYTES, 1);
        run(Integer.MAX_VALUE);
        assertEquals(9, again.firstGap());
        disk.losePower();

        assertEquals(9, open().firstGap());
    }

    private SegmentLog open() throws DiskException {
        works.clear();
        return SegmentLog.open(
                disk,
                SegmentLog.Owner.MASTER,
                SEGMENT_BYTES,
                () -> new UUID(1, 1),
                line -> {},
                soon,
                works::add,
                works::add);
    }

    private void append(SegmentLog log, char letter, int textBytes, int count) {
        for (int i = 0; i < count; i++) {
            log.append(new LogMessage(
                    log.end(), Bytes.EMPTY, Bytes.utf8(String.valueOf(letter).repeat(textBytes))));
            soon.runAll();
        }
    }

    private void run(int count) {
        for (int i = 0; i < count && !works.isEmpty(); i++) {
            works.remove().get().run();
            soon.runAll();
        }
    }
}
