package replog.proto.core;

/** Time, as the core knows it. Core loop only. */
public interface Scheduler {

    /** Milliseconds since some fixed moment; never goes back. */
    long nowMs();

    /**
     * Runs {@code task} on the core loop once {@code delayMs} (0 or more) have passed; never in the caller's stack frame.
     * Tasks of the same moment run in the order in which they were scheduled. One without delay runs in the loop's next turn:
     * before it, the loop takes in what has arrived.
     */
    Timer schedule(long delayMs, Runnable task);

    /** Runs {@code task} on the core loop behind all that is queued there by now; never in the caller's stack frame. */
    default void execute(Runnable task) {
        schedule(0, task);
    }

    /** A task that is still to run. */
    interface Timer {

        /** Takes the task back; without effect once it ran. */
        void cancel();
    }
}
