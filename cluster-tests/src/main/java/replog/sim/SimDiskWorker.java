package replog.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import replog.node.log.BackgroundWorker;

/** The thread of a process that waits for its disk, in virtual time. What is under way takes effect when its time is over. */
final class SimDiskWorker implements BackgroundWorker {

    private final SimProcess process;
    private final LongSupplier latencyUs;
    private final Deque<Supplier<Runnable>> works = new ArrayDeque<>();

    /** @param latencyUs how long the next work takes, in microseconds */
    SimDiskWorker(SimProcess process, LongSupplier latencyUs) {
        this.process = process;
        this.latencyUs = latencyUs;
    }

    @Override
    public void execute(Supplier<Runnable> work) {
        works.add(work);
        if (works.size() == 1) {
            begin();
        }
    }

    /** What has begun and is not done; none where it waits for work. */
    Optional<Supplier<Runnable>> underWay() {
        return Optional.ofNullable(works.peek());
    }

    private void begin() {
        process.in(latencyUs.getAsLong(), () -> {
            process.in(0, works.remove().get());
            if (!works.isEmpty()) {
                begin();
            }
        });
    }
}
