package replog.cluster.harness;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Work that waits for others, on a thread of its own. In the pool that all share it could wait for ever: with two processors
 * that pool has one thread (of Java 25; earlier versions take a thread for each task there).
 */
public final class OwnThread {

    private OwnThread() {}

    /** Begins the work; the thread ends with it, and with the process. */
    public static <T> CompletableFuture<T> begin(String name, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        });
    }
}
