package replog.proto.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import replog.proto.sim.VirtualScheduler;

class GatheringTest {

    private static final int MAX_LOOKS = 3;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<Long> acted = new ArrayList<>();
    private long end = 1;
    private final Gathering gathering = new Gathering(scheduler, () -> end, MAX_LOOKS, () -> acted.add(end));

    @Test
    void actsAtTheFirstLookWhereNothingMoreComes() {
        gathering.begin();
        assertEquals(List.of(), acted);

        scheduler.runNext();

        assertEquals(List.of(1L), acted);
        assertEquals(0, scheduler.size());
    }

    @Test
    void waitsAsLongAsEachTurnBringsMore() {
        gathering.begin();
        end = 2;
        scheduler.runNext();
        assertEquals(List.of(), acted);

        scheduler.runNext();

        assertEquals(List.of(2L), acted);
    }

    @Test
    void actsAtTheLastLookWhateverComes() {
        gathering.begin();
        for (int look = 1; look <= MAX_LOOKS; look++) {
            assertEquals(List.of(), acted);
            end++;
            scheduler.runNext();
        }

        assertEquals(List.of(1L + MAX_LOOKS), acted);
    }

    @Test
    void actsOnceHoweverOftenItIsBegunAndAgainWhenItIsBegunAgain() {
        gathering.begin();
        gathering.begin();
        scheduler.runDue();
        gathering.begin();
        scheduler.runDue();

        assertEquals(List.of(1L, 1L), acted);
    }
}
