package replog.chaos;

import java.util.ArrayList;
import java.util.List;

/** Threads that do something again and again until they are told to stop, or until the run fails. */
final class Crew {

    /** One turn of such a thread. */
    interface Work {
        void doOnce() throws InterruptedException;
    }

    private static final long STOP_MS = 10_000;

    private final Recorder recorder;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Crew(Recorder recorder) {
        this.recorder = recorder;
    }

    void start(String name, Work work) {
        Thread thread = new Thread(() -> repeat(work), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Returns when none of them does anything any more; what one is doing, it finishes. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(STOP_MS);
            if (thread.isAlive()) {
                throw new ChaosException("the thread " + thread.getName() + " does not end");
            }
        }
    }

    private void repeat(Work work) {
        try {
            while (!stopped && !recorder.isOver()) {
                work.doOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            recorder.fail(Thread.currentThread().getName() + ": " + bug);
        }
    }
}
