package replog.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import replog.node.log.DamagedLogException;
import replog.node.log.Disk;
import replog.node.log.DiskException;
import replog.node.log.DiskFile;
import replog.node.log.SegmentLog;
import replog.proto.message.LogMessage;

/** Whatever becomes of the bytes of a log, no message is ever shown that was not appended, and none in another place. */
class EveryDamageTest {

    /** The last write of {@link EveryCrash#workBriefly()} has so many messages. */
    private static final int LAST_WRITE = 3;

    @Test
    void aFlippedBitIsRefusedByAMasterOrCostsItTheLastWriteOnly() throws DiskException {
        EveryCrash whole = written(SegmentLog.Owner.MASTER);
        int refused = 0;
        int shorter = 0;
        for (String file : whole.disk().names()) {
            for (long bit = 0; bit < 8 * lengthOf(whole.disk(), file); bit++) {
                EveryCrash log = written(SegmentLog.Owner.MASTER);
                log.disk().inode(file).flip(bit);
                try {
                    List<LogMessage> read = log.readAll(log.openDamaged());
                    assertBeginning(whole, read, file, bit);
                    if (log.isSound()) {
                        assertTrue(read.size() >= whole.held() - LAST_WRITE, () -> "too short: " + file);
                        shorter += read.size() < whole.held() ? 1 : 0;
                    }
                } catch (DamagedLogException damage) {
                    assertTrue(damage.reason().contains(damage.file()), damage::reason);
                    refused++;
                }
            }
        }
        assertTrue(refused > 1000 && shorter > 500, refused + " refused, " + shorter + " shorter");
    }

    @Test
    void aSecondaryWithAFlippedBitShowsNothingThatWasNotSent() throws DiskException {
        EveryCrash whole = written(SegmentLog.Owner.SECONDARY);
        for (String file : whole.disk().names()) {
            for (long bit = 0; bit < 8 * lengthOf(whole.disk(), file); bit++) {
                EveryCrash log = written(SegmentLog.Owner.SECONDARY);
                log.disk().inode(file).flip(bit);
                try {
                    assertBeginning(whole, log.readAll(log.openDamaged()), file, bit);
                } catch (DamagedLogException damage) {
                    assertEquals("node", damage.file()); // All else can be fetched again.
                }
            }
        }
    }

    @Test
    void aFileCutAtAnyByteIsRefusedOrCostsTheEndOfTheLastSegmentOnly() throws DiskException {
        for (SegmentLog.Owner owner : SegmentLog.Owner.values()) {
            EveryCrash whole = written(owner);
            List<String> files = whole.disk().names();
            String last = files.stream().filter(name -> name.endsWith(".log")).reduce("", (a, b) -> b);
            for (String file : files) {
                for (long length = 0; length < lengthOf(whole.disk(), file); length++) {
                    EveryCrash log = written(owner);
                    log.disk().inode(file).truncate((int) length);
                    try {
                        List<LogMessage> read = log.readAll(log.openDamaged());
                        assertBeginning(whole, read, file, length);
                        boolean isSegmentBefore = file.endsWith(".log") && !file.equals(last);
                        assertFalse(isSegmentBefore && owner == SegmentLog.Owner.MASTER, "not refused: " + file);
                    } catch (DamagedLogException damage) {
                        assertTrue(damage.reason().contains(damage.file()), damage::reason);
                    }
                }
            }
        }
    }

    @Test
    void aMissingSegmentIsRefusedOrFetchedAgain() throws DiskException {
        for (SegmentLog.Owner owner : SegmentLog.Owner.values()) {
            EveryCrash whole = written(owner);
            for (String file : whole.disk().names()) {
                EveryCrash log = written(owner);
                log.disk().delete(file);
                try {
                    assertBeginning(whole, log.readAll(log.openDamaged()), file, 0);
                } catch (DamagedLogException damage) {
                    assertTrue(damage.reason().contains(damage.file()), damage::reason);
                }
            }
        }
    }

    private static EveryCrash written(SegmentLog.Owner owner) throws DiskException {
        EveryCrash log = new EveryCrash(new SimDisk(new Dice(1).stream("disk"), line -> {}), owner);
        log.workBriefly();
        return log;
    }

    private static void assertBeginning(EveryCrash whole, List<LogMessage> read, String file, long place) {
        assertTrue(
                read.size() <= whole.appended().size()
                        && read.equals(whole.appended().subList(0, read.size())),
                () -> "something else is shown: " + file + " at " + place);
    }

    private static long lengthOf(Disk disk, String name) throws DiskException {
        try (DiskFile file = disk.open(name)) {
            return file.length();
        }
    }
}
