package replog.sim;

import java.util.ArrayList;
import java.util.List;
import replog.proto.core.Scheduler;
import replog.sim.VirtualTime.Task;

/** One life of a node's process: it can be stopped and continued, be slow, sleep through some time, and die. */
final class SimProcess implements Scheduler {

    private final VirtualTime time;
    private final List<Task> heldBack = new ArrayList<>();
    private long clockAheadUs;
    private boolean paused;
    private boolean dead;
    private long costUs;
    private long busyUntilUs;

    SimProcess(VirtualTime time) {
        this.time = time;
    }

    @Override
    public long nowMs() {
        return (time.nowUs() + clockAheadUs) / 1000;
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        Task planned = time.in(1000 * delayMs, this, task);
        return planned::cancel;
    }

    /** Runs {@code what} in this process, {@code delayUs} from now. */
    void in(long delayUs, Runnable what) {
        time.in(delayUs, this, what);
    }

    boolean isAlive() {
        return !dead;
    }

    /** What SIGSTOP does: nothing runs, what comes in waits. */
    void pause() {
        paused = true;
    }

    /** What SIGCONT does. */
    void resume() {
        paused = false;
        for (Task task : heldBack) {
            time.later(task, time.nowUs());
        }
        heldBack.clear();
    }

    /** From now on each task takes so long. */
    void slowDown(long microsecondsPerTask) {
        costUs = microsecondsPerTask;
    }

    /** The clock has gone on without the process: all its timers are due so much earlier. */
    void jump(long ms) {
        clockAheadUs += 1000 * ms;
        time.hasten(this, 1000 * ms);
    }

    /** What kill -9 does. */
    void kill() {
        dead = true;
        heldBack.clear();
    }

    /** Whether a task may run now; else this process sees to it that it runs when it may, if ever. */
    boolean admits(Task task) {
        if (dead) {
            return false;
        }
        if (paused) {
            heldBack.add(task);
            return false;
        }
        if (busyUntilUs > time.nowUs()) {
            time.later(task, busyUntilUs);
            return false;
        }
        busyUntilUs = time.nowUs() + costUs;
        return true;
    }
}
