package replog.node.cli;

import java.util.function.Consumer;

/** A kind of node as a program: a picocli command that can be started once its options are read. */
public interface NodeProgram {

    /** What was read; asked only after the command line was. */
    NodeOptions options();

    /**
     * Starts the node. When this returns, it listens.
     *
     * @param onBug where a bug of our own goes; ends the process
     * @param onFailed called where the node is of no more use; ends the process in good order
     * @throws StartException where a port is in use or the like; then nothing is left running that matters
     */
    Running start(Consumer<Throwable> onBug, Runnable onFailed) throws StartException;

    /** A node that runs. */
    interface Running {

        /** Begins to stop in good order: accepts nothing more, answers what can be answered, closes. */
        void stop(Runnable onStopped);

        /** Whether its disk has failed. Any thread. */
        default boolean hasFailed() {
            return false;
        }
    }
}
