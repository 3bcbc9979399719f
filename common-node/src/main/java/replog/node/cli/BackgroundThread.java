package replog.node.cli;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import replog.node.log.BackgroundWorker;

/** A thread that waits for the disk or for memory, so that no other has to. */
final class BackgroundThread implements BackgroundWorker {

    private final ExecutorService thread;
    private final Executor core;
    private final Consumer<Throwable> onBug;

    /**
     * @param core runs tasks on the core loop
     * @param onBug called where a task throws what it should not
     */
    BackgroundThread(String name, Executor core, Consumer<Throwable> onBug) {
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
        this.core = core;
        this.onBug = onBug;
    }

    @Override
    public void execute(Supplier<Runnable> work) {
        thread.execute(() -> {
            try {
                core.execute(work.get());
            } catch (Throwable bug) {
                onBug.accept(bug);
            }
        });
    }

    /** Does what was given, takes nothing more, and calls {@code onStopped}. */
    void stop(Runnable onStopped) {
        thread.execute(onStopped);
        thread.shutdown();
    }
}
