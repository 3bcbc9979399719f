package replog.node.log;

import java.util.function.Supplier;

/** Does what waits for a disk, one thing after another, away from the core loop, which goes on meanwhile. */
public interface DiskWorker {

    /** Runs {@code work}, behind all that was given before, and then, on the core loop, what it returned. */
    void execute(Supplier<Runnable> work);
}
