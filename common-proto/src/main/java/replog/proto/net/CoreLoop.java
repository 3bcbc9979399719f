package replog.proto.net;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import replog.proto.core.Scheduler;

/**
 * The one thread that all of the core runs on, with its time. Anyone may call {@link #execute}; the rest is for the core
 * loop itself. What a task throws is a bug of ours and goes to {@code onBug}, as Netty would say nothing or little.
 */
public final class CoreLoop implements Scheduler {

    private final EventLoop loop;
    private final Consumer<Throwable> onBug;
    private final long startNanos = System.nanoTime();

    /** @param onBug called on the core loop; in production it stops the process */
    public CoreLoop(EventLoop loop, Consumer<Throwable> onBug) {
        this.loop = loop;
        this.onBug = onBug;
    }

    /** The loop underneath, which may carry channels as well. */
    public EventLoop eventLoop() {
        return loop;
    }

    /**
     * So many loops for connections. One is the core loop itself: then nothing is handed from thread to thread, which is the
     * fastest where there are few processors.
     */
    public EventLoopGroup workers(String prefix, int count) {
        return count == 1 ? loop : IoLoops.group(prefix, count);
    }

    /** As the scheduler's, yet for any thread; dropped where the loop was shut down. */
    @Override
    public void execute(Runnable task) {
        IoLoops.execute(loop, guarded(task));
    }

    @Override
    public long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        Future<?> future = loop.schedule(guarded(task), delayMs, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable bug) {
                onBug.accept(bug);
            }
        };
    }
}
