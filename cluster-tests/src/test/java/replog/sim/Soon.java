package replog.sim;

import java.util.ArrayDeque;
import java.util.Queue;
import replog.proto.core.Scheduler;

/** A core loop without a clock: what is to be done soon is done when the test says so. */
final class Soon implements Scheduler {

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public long nowMs() {
        return 0;
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
