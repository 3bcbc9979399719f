package replog.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replog.node.log.DiskException;
import replog.node.log.SegmentLog;

/** The log on disk outlives a crash at every single write, sync, rename, creation, deletion and cut. */
class EveryCrashTest {

    private static final long SEEDS_OF_POWER_LOSS = 10;

    @ParameterizedTest
    @EnumSource(SegmentLog.Owner.class)
    void aKillAtEveryOperationLosesNothing(SegmentLog.Owner owner) throws DiskException {
        List<Integer> operations = new ArrayList<>();

        EveryCrash.everywhere(owner, false, 1, operations::add);

        assertTrue(operations.get(0) > 50, operations::toString);
    }

    @ParameterizedTest
    @EnumSource(SegmentLog.Owner.class)
    void afterEveryFailedSyncARestartHoldsWhatALaterPowerLossLeaves(SegmentLog.Owner owner) throws DiskException {
        for (long seed = 1; seed <= SEEDS_OF_POWER_LOSS; seed++) {
            EveryCrash.everyFailedSync(owner, seed);
        }
    }

    @ParameterizedTest
    @EnumSource(SegmentLog.Owner.class)
    void aPowerLossAtEveryOperationLosesNothingThatWasHeld(SegmentLog.Owner owner) throws DiskException {
        List<Integer> operations = new ArrayList<>();

        for (long seed = 1; seed <= SEEDS_OF_POWER_LOSS; seed++) {
            EveryCrash.everywhere(owner, true, seed, operations::add);
        }

        assertTrue(operations.get(0) > 50, operations::toString);
    }
}
