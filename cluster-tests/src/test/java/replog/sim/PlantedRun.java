package replog.sim;

import java.util.Locale;
import replog.node.log.DiskException;
import replog.node.log.SegmentLog;

/** Runs inside the class loader of a planted bug, and tells the outside in words. */
public final class PlantedRun {

    private PlantedRun() {}

    /** Which checker finds something, in how many seeds, and how many steps are left; empty where none does. */
    public static String find(long first, long seeds) {
        SimulateMain.silenceNodes();
        return FirstFailure.find(first, seeds)
                .map(failure -> String.format(
                        Locale.ROOT,
                        "%s | %d | %d",
                        failure.violation().checker(),
                        failure.seedsTried(),
                        failure.shrunk().steps().size()))
                .orElseGet(PlantedRun::findByDisk);
    }

    /** Which test of the log alone finds something. */
    private static String findByDisk() {
        try {
            for (SegmentLog.Owner owner : SegmentLog.Owner.values()) {
                EveryCrash.everywhere(owner, true, 1, operations -> {});
                for (long seed = 1; seed <= 10; seed++) {
                    EveryCrash.everyFailedSync(owner, seed);
                }
            }
        } catch (DiskException | AssertionError found) {
            return "`EveryCrashTest` | | ";
        }
        try {
            EveryDamageTest damage = new EveryDamageTest();
            damage.aFlippedBitIsRefusedByAMasterOrCostsItTheLastWriteOnly();
            damage.aFileCutAtAnyByteIsRefusedOrCostsTheEndOfTheLastSegmentOnly();
        } catch (DiskException | AssertionError found) {
            return "`EveryDamageTest` | | ";
        }
        return "";
    }
}
