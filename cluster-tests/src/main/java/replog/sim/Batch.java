package replog.sim;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import replog.check.Violation;

/** Runs many seeds, on several threads; each run is on one. */
final class Batch {

    private final long startNanos = System.nanoTime();
    private final long firstSeed;
    private final long seeds;
    private final int threads;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong processorNanos = new AtomicLong();
    private final SortedSet<Long> failed = new TreeSet<>();
    private final Sometimes sometimes = new Sometimes();

    Batch(long firstSeed, long seeds, int threads) {
        this.firstSeed = firstSeed;
        this.seeds = seeds;
        this.threads = threads;
    }

    /**
     * Runs them all; returns when the last one is done.
     *
     * @throws IllegalStateException where the simulator itself has failed
     */
    void run() throws InterruptedException {
        Thread[] workers = new Thread[threads];
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < threads; i++) {
            workers[i] = new Thread(this::work, "runs-" + i);
            workers[i].setUncaughtExceptionHandler((thread, cause) -> failure.compareAndSet(null, cause));
            workers[i].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the simulator has failed", failure.get());
        }
    }

    long passed() {
        return passed.get();
    }

    /** How many runs are over. */
    long done() {
        synchronized (failed) {
            return passed.get() + failed.size();
        }
    }

    double runsPerSecond() {
        return done() * 1e9 / (System.nanoTime() - startNanos);
    }

    /** How many runs one core does in a second of its time, whatever else the machine does; once all are over. */
    double runsPerProcessorSecond() {
        return done() * 1e9 / Math.max(1, processorNanos.get());
    }

    /** The seeds that have failed so far. */
    SortedSet<Long> failed() {
        synchronized (failed) {
            return new TreeSet<>(failed);
        }
    }

    /** What has happened in all runs; complete when they are. */
    Sometimes sometimes() {
        return sometimes;
    }

    private void work() {
        Sometimes mine = new Sometimes();
        long number = next.getAndIncrement();
        while (number < seeds) {
            long seed = firstSeed + number;
            Sometimes ofThisRun = new Sometimes();
            Optional<Violation> violation = new SimRun(Planner.plan(seed))
                    .toldTo(event -> event.tell(ofThisRun))
                    .play();
            mine.add(ofThisRun);
            if (violation.isPresent()) {
                synchronized (failed) {
                    failed.add(seed);
                }
            } else {
                passed.incrementAndGet();
            }
            number = next.getAndIncrement();
        }
        processorNanos.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        synchronized (sometimes) {
            sometimes.add(mine);
        }
    }
}
