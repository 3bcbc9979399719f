package replog.sim;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import replog.node.log.DiskException;
import replog.node.log.InMemoryLog;
import replog.node.log.MessageLog;
import replog.node.log.SegmentLog;
import replog.proto.message.NodeId;

/** Where a node keeps its list: in the memory of each of its lives, or through all of them on a disk. */
final class SimStorage {

    static final String READ = "read";
    static final String CRASH_IN_RECOVERY = "crash in recovery";
    static final String CRASH_AT_WORK = "crash at work";

    /** So many operations of a disk are more than one work takes; a crash comes at one of the first. */
    private static final int OPERATIONS_OF_A_WORK = 10;

    private static final int CRASH_IN_RECOVERY_PERCENT = 20;
    private static final int CRASH_AT_WORK_PERCENT = 80;
    private static final long MIN_WRITE_US = 50;
    private static final long MAX_READ_US = 500;

    /** A list, and the id of the node that has it. */
    record Opened(MessageLog log, NodeId nodeId) {}

    private final Dice.Stream chance;
    private final SegmentLog.Owner owner;
    private final @Nullable SimDisks disks;
    private final Consumer<String> tell;
    private SimDisk disk;
    private @Nullable SimDiskWorker writing;
    private boolean crashed;
    private boolean withoutPower;
    private long slowUs;

    /**
     * @param disks what its disk is like; null where the list is in memory
     * @param tell gets a line about whatever happens at the disk
     */
    SimStorage(Dice.Stream chance, SegmentLog.Owner owner, @Nullable SimDisks disks, Consumer<String> tell) {
        this.chance = chance;
        this.owner = owner;
        this.disks = disks;
        this.tell = tell;
        this.disk = new SimDisk(chance, tell);
    }

    boolean isOnDisk() {
        return disks != null;
    }

    /** Whether the last process to open it has a write under way. */
    boolean isWriting() {
        return writing != null && writing.underWay().isPresent();
    }

    SimDisk disk() {
        return disk;
    }

    /**
     * Opens for the next life what the last has left; perhaps it ends while it opens, and begins again.
     *
     * @param ids makes new ids
     * @throws DiskException where the disk does not allow it
     */
    Opened open(SimProcess process, Supplier<UUID> ids) throws DiskException {
        if (disks == null) {
            return new Opened(new InMemoryLog(), new NodeId(ids.get()));
        }
        if (crashed && chance.percent(CRASH_IN_RECOVERY_PERCENT)) {
            disk.crashAfter(chance.below(OPERATIONS_OF_A_WORK));
            try {
                open(process, disks, ids);
            } catch (SimCrash crash) {
                tell.accept(CRASH_IN_RECOVERY);
            } finally {
                processEnded();
            }
        }
        crashed = false;
        withoutPower = false;
        SegmentLog log = open(process, disks, ids);
        return new Opened(log, log.nodeId());
    }

    /** The process has ended at any moment, perhaps since power was lost. */
    void crash(boolean losesPower) {
        if (disks != null) {
            crashed = true;
            withoutPower = losesPower;
            if (writing != null && chance.percent(CRASH_AT_WORK_PERCENT)) {
                writing.underWay().ifPresent(this::crashIn);
            }
            processEnded();
        }
    }

    /** What is written takes so much longer, in microseconds. */
    void slowDown(long us) {
        slowUs = us;
    }

    /** Another disk, with nothing on it; while no process runs. */
    void lose() {
        disk = new SimDisk(chance, tell);
        writing = null;
    }

    private SegmentLog open(SimProcess process, SimDisks kind, Supplier<UUID> ids) throws DiskException {
        var writer = new SimDiskWorker(process, () -> chance.between(MIN_WRITE_US, kind.maxWriteUs()) + slowUs);
        var reader = new SimDiskWorker(process, () -> {
            tell.accept(READ);
            return chance.between(1, MAX_READ_US);
        });
        writing = writer;
        return SegmentLog.open(disk, owner, kind.segmentBytes(), ids, tell, process, writer, reader);
    }

    private void crashIn(Supplier<Runnable> work) {
        disk.crashAfter(chance.below(OPERATIONS_OF_A_WORK));
        try {
            Runnable unusedByTheDead = work.get();
        } catch (SimCrash crash) {
            tell.accept(CRASH_AT_WORK);
        }
    }

    private void processEnded() {
        if (withoutPower) {
            disk.losePower();
        } else {
            disk.processEnded();
        }
    }
}
