package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replog.proto.core.Scheduler;

class CoreLoopTest {

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final List<String> told = new ArrayList<>();
    private final CoreLoop core = new CoreLoop(clock.eventLoop(), bug -> told.add("bug: " + bug.getMessage()));

    @BeforeEach
    void stopTheClock() {
        clock.freezeTime();
    }

    @Test
    void runsTasksInOrderAndNeverAtOnce() {
        core.execute(() -> told.add("first"));
        core.execute(() -> told.add("second"));
        assertEquals(List.of(), told);

        clock.runPendingTasks();

        assertEquals(List.of("first", "second"), told);
    }

    @Test
    void runsTimersWhenTheirTimeHasComeInTheOrderOfScheduling() {
        core.schedule(20, () -> told.add("late"));
        core.schedule(10, () -> told.add("early"));
        core.schedule(10, () -> told.add("early too"));
        core.schedule(0, () -> told.add("now"));
        assertEquals(List.of(), told);

        pass(0);
        assertEquals(List.of("now"), told);
        pass(9);
        assertEquals(List.of("now"), told);
        pass(1);
        assertEquals(List.of("now", "early", "early too"), told);
        pass(10);
        assertEquals(List.of("now", "early", "early too", "late"), told);
    }

    @Test
    void forgetsACancelledTimer() {
        Scheduler.Timer timer = core.schedule(10, () -> told.add("never"));

        timer.cancel();
        timer.cancel();
        pass(10);

        assertEquals(List.of(), told);
    }

    @Test
    void reportsWhatATaskThrowsAndGoesOn() {
        core.execute(() -> fail("in a task"));
        core.schedule(10, () -> fail("in a timer"));
        core.execute(() -> told.add("and on"));

        clock.runPendingTasks();
        pass(10);

        assertEquals(List.of("bug: in a task", "and on", "bug: in a timer"), told);
    }

    @Test
    void runsOnAThreadOfTheNameItWasGiven() throws Exception {
        EventLoop loop = IoLoops.loop("core");
        CompletableFuture<String> name = new CompletableFuture<>();

        new CoreLoop(loop, bug -> {})
                .execute(() -> name.complete(Thread.currentThread().getName()));

        assertEquals("core", name.get(Recorder.PATIENCE_S, TimeUnit.SECONDS));
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void runsATimerOfNoDelayInItsNextTurn() throws Exception {
        EventLoop loop = IoLoops.loop("core");
        CoreLoop real = new CoreLoop(loop, bug -> {});
        CompletableFuture<List<String>> order = new CompletableFuture<>();

        real.execute(() -> {
            real.schedule(0, () -> {
                told.add("timer");
                order.complete(told);
            });
            real.execute(() -> told.add("task of this turn"));
        });

        assertEquals(List.of("task of this turn", "timer"), order.get(Recorder.PATIENCE_S, TimeUnit.SECONDS));
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void dropsWhatComesAfterTheLoopWasShutDown() throws Exception {
        EventLoop loop = IoLoops.loop("core");
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();

        new CoreLoop(loop, bug -> told.add("bug")).execute(() -> told.add("task"));

        assertEquals(List.of(), told);
    }

    @Test
    void neverGoesBackInTime() {
        long before = core.nowMs();

        assertTrue(before >= 0);
        assertTrue(core.nowMs() >= before);
    }

    private void pass(long ms) {
        clock.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        clock.runScheduledPendingTasks();
    }

    private static void fail(String where) {
        throw new IllegalStateException(where);
    }
}
