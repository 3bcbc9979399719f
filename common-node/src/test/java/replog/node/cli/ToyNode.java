package replog.node.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The smallest node that has all the common options. What it does after its start is said by its name. */
@Command(name = "toy-node", description = "A toy.")
final class ToyNode implements NodeProgram {

    static final String CANNOT_START = "cannot-start";
    static final String HAS_A_BUG = "has-a-bug";
    static final String IS_OUT_OF_MEMORY = "is-out-of-memory";
    static final String HAS_A_BUG_AT_START = "has-a-bug-at-start";

    /** Enough to be still on their way when the bug comes. */
    static final int LINES_BEFORE_THE_BUG = 2000;

    private static final Logger LOG = LoggerFactory.getLogger(ToyNode.class);

    @Mixin
    private final NodeFlags flags = new NodeFlags("toy", 8088);

    public static void main(String[] arguments) {
        NodeProcess.run(new ToyNode(), arguments);
    }

    @Override
    public NodeOptions options() {
        return flags.options();
    }

    @Override
    public Running start(Consumer<Throwable> onBug, Runnable onFailed) throws StartException {
        switch (options().name()) {
            case CANNOT_START -> throw new StartException("cannot listen on 127.0.0.1:8088: Address already in use");
            case HAS_A_BUG ->
                new Thread(() -> {
                            for (int i = 1; i <= LINES_BEFORE_THE_BUG; i++) {
                                LOG.info("line {}", i);
                            }
                            onBug.accept(new IllegalStateException("a toy's bug"));
                        })
                        .start();
            case IS_OUT_OF_MEMORY -> onBug.accept(new OutOfMemoryError("a toy's heap"));
            case HAS_A_BUG_AT_START -> throw new IllegalStateException("a toy's bug");
            default -> {
                Thread starting = Thread.currentThread();
                new Thread(() -> runForAMinute(starting), "work").start();
            }
        }
        return onStopped -> {
            System.out.println("toy stopped");
            onStopped.run();
        };
    }

    /**
     * Long enough to be stopped by a test, short enough to leave nothing behind where a test fails. It says so when the
     * start is over: what is stopped before has nothing to stop.
     */
    private static void runForAMinute(Thread starting) {
        try {
            starting.join();
            System.out.println("toy runs");
            new CountDownLatch(1).await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
