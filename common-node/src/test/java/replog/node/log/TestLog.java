package replog.node.log;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;
import replog.proto.sim.Samples;
import replog.proto.sim.VirtualScheduler;

/**
 * An open log whose threads do something when the test says so.
 *
 * @param told what its opening told
 */
record TestLog(SegmentLog log, List<String> told, VirtualScheduler core, StepWorker writing, StepWorker reading) {

    /** So long that all messages of a test go into one segment. */
    static final int ONE_SEGMENT = 1 << 20;

    /** The first segment's file. */
    static final String FIRST = "0000000000000000000.log";

    static TestLog master(Disk disk, int segmentBytes) throws DiskException {
        return open(disk, SegmentLog.Owner.MASTER, segmentBytes);
    }

    static TestLog secondary(Disk disk, int segmentBytes) throws DiskException {
        return open(disk, SegmentLog.Owner.SECONDARY, segmentBytes);
    }

    private static TestLog open(Disk disk, SegmentLog.Owner owner, int segmentBytes) throws DiskException {
        List<String> told = new ArrayList<>();
        VirtualScheduler core = new VirtualScheduler();
        StepWorker writing = new StepWorker();
        StepWorker reading = new StepWorker();
        SegmentLog log =
                SegmentLog.open(disk, owner, segmentBytes, UUID::randomUUID, told::add, core, writing, reading);
        return new TestLog(log, told, core, writing, reading);
    }

    /** Appends so many messages, to be written in one go. */
    void append(int count) {
        for (int i = 0; i < count; i++) {
            log.append(Samples.message(log.end()));
        }
    }

    /** Appends so many messages and has them written in one go. */
    void write(int count) {
        append(count);
        settle();
    }

    /** Lets everything run until nothing is left to do. */
    void settle() {
        do {
            core.runDue();
        } while (writing.runNext() || reading.runNext());
    }

    void close() {
        log.close();
        settle();
    }

    List<LogMessage> read(long from, int maxMessages, long maxBytes) {
        return readRecords(from, maxMessages, maxBytes).messages();
    }

    Records readRecords(long from, int maxMessages, long maxBytes) {
        List<Records> pages = new ArrayList<>();
        log.read(from, maxMessages, maxBytes, pages::add);
        settle();
        return pages.get(0);
    }

    /** The whole list, page by page. */
    List<LogMessage> readAll() {
        List<LogMessage> all = new ArrayList<>();
        while (all.size() < log.firstGap()) {
            List<LogMessage> page = read(all.size(), 100, Long.MAX_VALUE);
            if (page.isEmpty()) {
                throw new AssertionError("no page from " + all.size() + " on: " + log.failure());
            }
            all.addAll(page);
        }
        return all;
    }

    OptionalInt checksum(long upTo) {
        List<OptionalInt> checksums = new ArrayList<>();
        log.checksum(upTo, checksums::add);
        settle();
        return checksums.get(0);
    }
}
