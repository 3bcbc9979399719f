package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import replog.proto.sim.VirtualScheduler;

class SendPlanTest {

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<Long> sent = new ArrayList<>();
    private long end;
    private final SendPlan plan = new SendPlan(scheduler, () -> end, () -> sent.add(end));

    @Test
    void whatSomebodyWaitsForLeavesOnceWithWhatTheTurnBrings() {
        end = 1;
        plan.soon();
        end = 2;
        plan.soon();
        assertEquals(List.of(), sent);
        scheduler.runDue();
        assertEquals(List.of(2L), sent);

        end = 3;
        plan.soon();
        scheduler.runDue();
        assertEquals(List.of(2L, 3L), sent);
    }

    @Test
    void whatNobodyWaitsForLeavesOnceNothingMoreComes() {
        end = 1;
        plan.later();
        end = 2;
        plan.later();
        scheduler.runNext();
        assertEquals(List.of(), sent, "more has come since");

        scheduler.runNext();
        assertEquals(List.of(2L), sent);
        assertEquals(0, scheduler.size(), "and nobody looks any more");
    }

    @Test
    void butAfterSoManyLooksItLeavesWhateverComesAndTheNextAfterAsMany() {
        for (int time = 1; time <= 2; time++) {
            end++;
            plan.later();
            for (int look = 1; look <= SendPlan.MAX_LOOKS; look++) {
                assertEquals(time - 1, sent.size());
                end++;
                scheduler.runNext();
            }
            assertEquals(time, sent.size());
            assertEquals(end, sent.get(time - 1));
        }
    }

    @Test
    void whatSomebodyWaitsForTakesTheRestAlong() {
        end = 1;
        plan.later();
        end = 2;
        plan.soon();
        scheduler.runNext(); // looks, and finds more
        scheduler.runNext();

        assertEquals(List.of(2L), sent);
    }
}
