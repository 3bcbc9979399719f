package replog.bench;

import java.util.concurrent.TimeUnit;

/** Waits until something is so, and looks again and again. */
final class Await {

    private static final long LOOK_AGAIN_MS = 5;

    private Await() {}

    /** Something that becomes so in the end. */
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    /**
     * Returns once {@code condition} holds.
     *
     * @param failure what is said where it does not hold within {@code maxMs}
     */
    static void until(String failure, long maxMs, Condition condition) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - startNanos > TimeUnit.MILLISECONDS.toNanos(maxMs)) {
                throw new BenchException(failure + " within " + maxMs + " ms");
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }
}
