package replog.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import replog.node.log.BackgroundWorker;
import replog.node.log.DiskException;
import replog.node.log.MessageLog;
import replog.node.log.SegmentLog;
import replog.proto.message.Bytes;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.message.RunningChecksum;

/**
 * One life after another of a log on a simulated disk, and what of it must survive: whatever was reported held, in its
 * place, and nothing that was not appended.
 */
final class EveryCrash {

    /** Small enough for segments to roll all the time. */
    static final int SEGMENT_BYTES = 300;

    private static final UUID LOG = new UUID(1, 1);
    private static final UUID OTHER_LOG = new UUID(2, 2);
    private static final int TEXT_BYTES = 25;

    /** Runs work when it is told to, on the thread of the test. */
    private static final class Worker implements BackgroundWorker {
        private final Deque<Supplier<Runnable>> works = new ArrayDeque<>();

        @Override
        public void execute(Supplier<Runnable> work) {
            works.add(work);
        }

        /** Does the next thing; false where there is none. */
        boolean runNext() {
            if (works.isEmpty()) {
                return false;
            }
            works.remove().get().run();
            return true;
        }
    }

    private final SimDisk disk;
    private final SegmentLog.Owner owner;
    private final Dice.Stream ids = new Dice(7).stream("ids");
    private final List<LogMessage> appended = new ArrayList<>();
    private Soon soon = new Soon();
    private Worker worker = new Worker();
    private long held;
    private boolean shown;
    private NodeId nodeId = new NodeId(LOG);
    private boolean opened;
    private Optional<String> failure = Optional.empty();

    EveryCrash(SimDisk disk, SegmentLog.Owner owner) {
        this.disk = disk;
        this.owner = owner;
    }

    /** What was appended, in order, up to what was found when it was opened last. */
    List<LogMessage> appended() {
        return appended;
    }

    long held() {
        return held;
    }

    SimDisk disk() {
        return disk;
    }

    /** Whether the log that was opened last has read all it was asked for. */
    boolean isSound() {
        return failure.isEmpty();
    }

    /** Two segments, the last with a few writes. */
    void workBriefly() throws DiskException {
        SegmentLog log = open();
        if (owner == SegmentLog.Owner.SECONDARY) {
            log.adopt(new LogId(LOG));
        }
        for (int group : new int[] {2, 5, 1, 3}) {
            append(log, group);
        }
        log.caughtUp();
        run(log);
    }

    /** Appends alone and in groups, begins segments, catches up, opens again, and appends more. */
    void work() throws DiskException {
        SegmentLog log = open();
        if (owner == SegmentLog.Owner.SECONDARY) {
            log.adopt(new LogId(LOG));
        }
        for (int group : new int[] {1, 2, 1, 5, 9}) {
            append(log, group);
        }
        log.caughtUp();
        shown = log.hasCaughtUp();
        run(log);
        append(log, 3);
        log = open();
        append(log, 1);
        append(log, 12);
        open();
    }

    /** Opens the log, and checks all that it shows. */
    SegmentLog open() throws DiskException {
        SegmentLog log = openDamaged();
        check(log);
        return log;
    }

    /** Opens the log, whatever it shows. */
    SegmentLog openDamaged() throws DiskException {
        soon = new Soon();
        worker = new Worker();
        SegmentLog log = SegmentLog.open(
                disk, owner, SEGMENT_BYTES, () -> new UUID(ids.next(), ids.next()), line -> {}, soon, worker, worker);
        failure = Optional.empty();
        log.onProgress(() -> failure = log.failure());
        return log;
    }

    /** Appends a few messages as one group. */
    void append(SegmentLog log, int count) throws DiskException {
        for (int i = 0; i < count; i++) {
            byte[] text = new byte[TEXT_BYTES];
            Arrays.fill(text, (byte) ('a' + ids.below(26)));
            LogMessage message = new LogMessage(log.end(), Bytes.EMPTY, Bytes.of(text));
            appended.add(message);
            log.append(message);
            soon.runAll();
        }
        run(log);
    }

    private void run(SegmentLog log) throws DiskException {
        log.onProgress(() -> held = log.firstGap());
        settle();
        shown |= log.hasCaughtUp();
        if (log.failure().isPresent()) {
            throw new DiskException(log.failure().get());
        }
    }

    /** Lets the core loop and the disk do all that there is to do. */
    private void settle() {
        do {
            soon.runAll();
        } while (worker.runNext());
    }

    private void check(SegmentLog log) {
        require(!opened || log.nodeId().equals(nodeId), "another node id");
        nodeId = log.nodeId();
        opened = true;
        require(log.firstGap() >= held, "it holds " + log.firstGap() + " messages, " + held + " were held");
        require(!shown || log.hasCaughtUp(), "it shows nothing any more");
        shown = log.hasCaughtUp();
        require(log.firstGap() <= appended.size(), "it holds more than was appended");
        appended.subList((int) log.firstGap(), appended.size()).clear();
        held = log.firstGap();
        requireReads(log, appended);
    }

    /** All of it is read as it was appended, and its checksums are right. */
    private void requireReads(SegmentLog log, List<LogMessage> expected) {
        List<LogMessage> read = readAll(log);
        require(read.equals(expected), "what is read is not what was appended");
        RunningChecksum runningChecksum = new RunningChecksum();
        int checksum = RunningChecksum.EMPTY;
        for (int i = 0; i <= expected.size(); i++) {
            int upTo = i;
            int right = checksum;
            log.checksum(
                    upTo,
                    found -> require(found.equals(OptionalInt.of(right)), "the checksum up to " + upTo + " is wrong"));
            checksum = i < expected.size() ? runningChecksum.after(checksum, expected.get(i)) : checksum;
        }
        settle();
    }

    /** All that can be read from the beginning on. */
    List<LogMessage> readAll(MessageLog log) {
        List<LogMessage> read = new ArrayList<>();
        boolean more = true;
        while (more) {
            int before = read.size();
            log.read(before, 5, 1 << 20, page -> read.addAll(page.messages()));
            settle();
            more = read.size() > before;
        }
        return read;
    }

    private static void require(boolean isTrue, String otherwise) {
        if (!isTrue) {
            throw new AssertionError(otherwise);
        }
    }

    /**
     * A crash at every operation of the work, and at every one of the recovery behind it; then the work goes on.
     *
     * @param onOperations gets the number of operations of the work
     */
    static void everywhere(SegmentLog.Owner owner, boolean powerLoss, long seed, IntConsumer onOperations)
            throws DiskException {
        SimDisk whole = disk(seed);
        new EveryCrash(whole, owner).work();
        onOperations.accept((int) whole.operations());
        for (int first = 0; first < whole.operations(); first++) {
            for (int second = 0; crashTwice(owner, powerLoss, seed, first, second); second++) {
                // As long as the recovery is that long.
            }
        }
    }

    /** Whether the second crash came: it does not where recovery has fewer operations. */
    private static boolean crashTwice(SegmentLog.Owner owner, boolean powerLoss, long seed, int first, int second)
            throws DiskException {
        SimDisk disk = disk(seed);
        EveryCrash log = new EveryCrash(disk, owner);
        boolean cameTwice = false;
        try {
            crash(disk, powerLoss, first, log::work);
            cameTwice = crash(disk, powerLoss, second, log::open);
            SegmentLog opened = log.open();
            if (opened.end() == 0 && owner == SegmentLog.Owner.SECONDARY) {
                opened.adopt(new LogId(OTHER_LOG)); // Its first master may be no more.
            }
            log.append(opened, 2);
            log.append(opened, 12);
            disk.losePower();
            log.open();
        } catch (DiskException | RuntimeException | AssertionError broken) {
            throw new AssertionError(
                    owner + ", seed " + seed + ", " + (powerLoss ? "power loss" : "kill -9") + " at " + first
                            + " and then at " + second + ": " + broken.getMessage(),
                    broken);
        }
        return cameTwice;
    }

    /** Each sync of the work fails once; then the process is killed, begins again on what the cache shows, and loses power. */
    static void everyFailedSync(SegmentLog.Owner owner, long seed) throws DiskException {
        boolean failed = true;
        for (int at = 0; failed; at++) {
            SimDisk disk = disk(seed);
            EveryCrash log = new EveryCrash(disk, owner);
            disk.failSyncAfter(at);
            failed = fails(log);
            disk.mend();
            try {
                SegmentLog opened = log.open();
                disk.losePower();
                opened = log.open();
                if (opened.end() == 0 && owner == SegmentLog.Owner.SECONDARY) {
                    opened.adopt(new LogId(OTHER_LOG));
                }
                log.append(opened, 12);
                disk.losePower();
                log.open();
            } catch (DiskException | RuntimeException | AssertionError broken) {
                throw new AssertionError(
                        owner + ", seed " + seed + ", failed sync " + at + ": " + broken.getMessage(), broken);
            }
        }
    }

    private static boolean fails(EveryCrash log) {
        try {
            log.work();
            return false;
        } catch (DiskException failedSync) {
            return true;
        }
    }

    private interface Life {
        void run() throws DiskException;
    }

    private static boolean crash(SimDisk disk, boolean powerLoss, int at, Life life) throws DiskException {
        boolean came = false;
        disk.crashAfter(at);
        try {
            life.run();
        } catch (SimCrash crash) {
            came = true;
        }
        if (powerLoss) {
            disk.losePower();
        } else {
            disk.processEnded();
        }
        return came;
    }

    private static SimDisk disk(long seed) {
        return new SimDisk(new Dice(seed).stream("disk"), line -> {});
    }
}
