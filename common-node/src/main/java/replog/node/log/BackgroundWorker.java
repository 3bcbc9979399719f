package replog.node.log;

import java.util.function.Supplier;

/**
 * Does what takes long, for a disk or for memory that is new, one thing after another and away from the core loop, which goes
 * on meanwhile.
 */
public interface BackgroundWorker {

    /** Runs {@code work}, behind all that was given before, and then, on the core loop, what it returned. */
    void execute(Supplier<Runnable> work);
}
