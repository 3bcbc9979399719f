package replog.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BackgroundThreadTest {

    /** What the core loop is to run; this test's thread is the core loop. */
    private final BlockingQueue<Runnable> core = new LinkedBlockingQueue<>();

    private final CompletableFuture<Throwable> bug = new CompletableFuture<>();
    private final BackgroundThread thread = new BackgroundThread("background", core::add, bug::complete);

    @Test
    void worksInOrderOnItsThreadAndHandsTheResultsToTheCoreLoop() throws Exception {
        List<String> worked = new ArrayList<>();
        List<String> came = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            String work = "work " + i;
            thread.execute(() -> {
                worked.add(work + " on " + Thread.currentThread().getName());
                return () -> came.add(work + " on " + Thread.currentThread().getName());
            });
        }
        for (int i = 0; i < 100; i++) {
            core.take().run();
        }

        for (int i = 0; i < 100; i++) {
            assertEquals("work " + i + " on background", worked.get(i));
            assertEquals("work " + i + " on " + Thread.currentThread().getName(), came.get(i));
        }
    }

    @Test
    void doesWhatItWasGivenBeforeItStopsAndNothingMore() throws Exception {
        CompletableFuture<Integer> stopped = new CompletableFuture<>();
        thread.execute(() -> () -> {});

        thread.stop(() -> stopped.complete(core.size()));

        assertEquals(1, stopped.get());
        assertThrows(RejectedExecutionException.class, () -> thread.execute(() -> () -> {}));
    }

    @Test
    void aBugIsNotLost() throws Exception {
        IllegalStateException thrown = new IllegalStateException("a bug");

        thread.execute(() -> {
            throw thrown;
        });

        assertEquals(thrown, bug.get());
    }
}
