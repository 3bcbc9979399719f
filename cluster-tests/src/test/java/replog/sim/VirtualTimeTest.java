package replog.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();
    private final SimProcess process = new SimProcess(time);
    private final List<String> done = new ArrayList<>();

    @Test
    void tasksRunInTheOrderOfTheirMomentsAndThenOfTheirPlanning() {
        plan(20, "c");
        plan(10, "a");
        plan(10, "b");

        runFor(100);

        assertEquals(List.of("a", "b", "c"), done);
    }

    @Test
    void thousandsOfTasksComeInOrder() {
        Dice.Stream dice = new Dice(1).stream("moments");
        List<Long> moments = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            time.in(dice.between(0, 1000), null, () -> moments.add(time.nowUs()));
        }

        runFor(1000);

        assertEquals(5000, moments.size());
        assertEquals(moments.stream().sorted().toList(), moments);
    }

    @Test
    void nothingRunsAfterTheEnd() {
        plan(101, "later");

        runFor(100);

        assertEquals(List.of(), done);
        assertEquals(100, time.nowUs());
    }

    @Test
    void aTimerThatIsTakenBackDoesNotRun() {
        process.schedule(1, () -> done.add("a")).cancel();

        runFor(2000);

        assertEquals(List.of(), done);
    }

    @Test
    void aPausedProcessDoesAllLaterInTheSameOrder() {
        process.in(10, () -> done.add("a"));
        process.in(20, () -> done.add("b"));
        process.pause();
        runFor(50);
        assertEquals(List.of(), done);

        process.resume();
        plan(0, "c");
        runFor(50);

        assertEquals(List.of("a", "b", "c"), done);
    }

    @Test
    void aSlowProcessDoesOneThingAfterAnother() {
        process.slowDown(100);
        List<Long> moments = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            process.in(10, () -> moments.add(time.nowUs()));
        }

        runFor(1000);

        assertEquals(List.of(10L, 110L, 210L), moments);
    }

    @Test
    void aProcessThatWasStoppedAndIsSlowKeepsTheOrder() {
        process.slowDown(100);
        process.in(0, () -> done.add("busy"));
        process.in(50, () -> done.add("a"));
        process.in(70, () -> done.add("b"));
        plan(40, "stopped");
        time.in(45, null, process::pause);
        time.in(60, null, process::resume);

        runFor(1000);

        assertEquals(List.of("busy", "stopped", "a", "b"), done);
    }

    @Test
    void aDeadProcessDoesNothing() {
        process.in(10, () -> done.add("a"));
        process.kill();

        runFor(50);

        assertEquals(List.of(), done);
        assertFalse(process.isAlive());
    }

    @Test
    void afterAJumpOfItsClockItsTimersAreDueEarlier() {
        process.schedule(1000, () -> done.add("at " + process.nowMs() + " by its clock"));
        plan(500_000, "of nobody");
        time.in(1000, null, () -> process.jump(700));

        runFor(600_000);

        assertEquals(List.of("at 1000 by its clock", "of nobody"), done);
    }

    private void plan(long delayUs, String what) {
        time.in(delayUs, null, () -> done.add(what));
    }

    private void runFor(long us) {
        long until = time.nowUs() + us;
        boolean more = true;
        while (more) {
            more = time.runNext(until);
        }
        assertTrue(time.nowUs() >= until);
    }
}
