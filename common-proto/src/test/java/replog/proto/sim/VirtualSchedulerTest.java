package replog.proto.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import replog.proto.core.Scheduler.Timer;

class VirtualSchedulerTest {

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsTasksByMomentAndThenInTheOrderOfScheduling() {
        scheduler.schedule(20, () -> ran.add("third"));
        scheduler.schedule(10, () -> ran.add("first"));
        scheduler.schedule(10, () -> ran.add("second"));

        scheduler.runFor(20);

        assertEquals(List.of("first", "second", "third"), ran);
    }

    @Test
    void neverRunsATaskInTheFrameThatSchedulesIt() {
        scheduler.schedule(0, () -> {
            scheduler.schedule(0, () -> ran.add("inner"));
            ran.add("outer");
        });
        assertEquals(List.of(), ran);

        scheduler.runDue();

        assertEquals(List.of("outer", "inner"), ran);
    }

    @Test
    void stopsAtTheEndOfTheTimeItWasGiven() {
        scheduler.schedule(11, () -> ran.add("later"));

        scheduler.runFor(10);

        assertEquals(10, scheduler.nowMs());
        assertEquals(List.of(), ran);
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        Timer timer = scheduler.schedule(10, () -> ran.add("cancelled"));

        timer.cancel();
        scheduler.runFor(10);

        assertEquals(List.of(), ran);
        assertEquals(0, scheduler.size());
    }

    @Test
    void stopsAsSoonAsTheConditionHolds() {
        scheduler.schedule(10, () -> ran.add("first"));
        scheduler.schedule(20, () -> ran.add("second"));

        assertTrue(scheduler.runUntil(() -> !ran.isEmpty(), 100));

        assertEquals(10, scheduler.nowMs());
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        assertFalse(scheduler.runUntil(() -> false, 100));

        assertEquals(100, scheduler.nowMs());
    }
}
