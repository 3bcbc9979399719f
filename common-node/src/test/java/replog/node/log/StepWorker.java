package replog.node.log;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Does what takes long when the test says so. */
final class StepWorker implements BackgroundWorker {

    private final Queue<Supplier<Runnable>> waiting = new ArrayDeque<>();

    @Override
    public void execute(Supplier<Runnable> work) {
        waiting.add(work);
    }

    /** Does the next thing, and then what it returned; false where there is none. */
    boolean runNext() {
        Supplier<Runnable> next = waiting.poll();
        if (next == null) {
            return false;
        }
        next.get().run();
        return true;
    }

    int size() {
        return waiting.size();
    }
}
