package replog.proto.sim;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import replog.proto.core.Scheduler;

/**
 * Time that passes only when a test lets it pass. Tasks run in the order of (moment, sequence of scheduling), each on a
 * stack of its own, so that the same test sees the same order every time.
 */
public final class VirtualScheduler implements Scheduler {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atMs).thenComparingLong(Task::sequence));
    private long nowMs;
    private long nextSequence;

    @Override
    public long nowMs() {
        return nowMs;
    }

    @Override
    public Timer schedule(long delayMs, Runnable what) {
        if (delayMs < 0) {
            throw new IllegalArgumentException("a delay of " + delayMs + " ms");
        }
        Task task = new Task(nowMs + delayMs, nextSequence++, what);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Lets {@code ms} pass, with all that falls due. */
    public void runFor(long ms) {
        long endMs = nowMs + ms;
        Task next = tasks.peek();
        while (next != null && next.atMs() <= endMs) {
            runNext();
            next = tasks.peek();
        }
        nowMs = endMs;
    }

    /** Runs what is due at this very moment. */
    public void runDue() {
        runFor(0);
    }

    /** Lets time pass until the condition holds, {@code withinMs} at most; tells whether it does. */
    public boolean runUntil(BooleanSupplier condition, long withinMs) {
        long endMs = nowMs + withinMs;
        while (!condition.getAsBoolean()) {
            Task next = tasks.peek();
            if (next == null || next.atMs() > endMs) {
                nowMs = endMs;
                return false;
            }
            runNext();
        }
        return true;
    }

    /** Moves on to the next task and runs it; false where there is none. */
    public boolean runNext() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        nowMs = next.atMs();
        next.what().run();
        return true;
    }

    /** How many tasks are still to run. */
    public int size() {
        return tasks.size();
    }

    private record Task(long atMs, long sequence, Runnable what) {}
}
