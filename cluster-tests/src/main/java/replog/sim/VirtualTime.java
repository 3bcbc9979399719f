package replog.sim;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Time that passes from task to task, in the order of (moment, sequence); on one thread. */
final class VirtualTime {

    /** Something to be done at a moment. */
    static final class Task {

        private final @Nullable SimProcess process;
        private final Runnable what;
        private long atUs;
        private long sequence;
        private boolean cancelled;

        private Task(@Nullable SimProcess process, Runnable what) {
            this.process = process;
            this.what = what;
        }

        /** Takes it back; without effect once it ran. */
        void cancel() {
            cancelled = true;
        }

        boolean isCancelled() {
            return cancelled;
        }

        long atUs() {
            return atUs;
        }

        private boolean isBefore(Task other) {
            return atUs < other.atUs || (atUs == other.atUs && sequence < other.sequence);
        }
    }

    private Task[] heap = new Task[256];
    private int size;
    private long nowUs;
    private long nextSequence;

    /** Microseconds since the beginning. */
    long nowUs() {
        return nowUs;
    }

    /** Plans {@code what} for {@code delayUs} (0 or more) from now, in {@code process}, or beside all processes. */
    Task in(long delayUs, @Nullable SimProcess process, Runnable what) {
        Task task = new Task(process, what);
        task.atUs = nowUs + delayUs;
        task.sequence = nextSequence++;
        push(task);
        return task;
    }

    /**
     * Puts off a task that has come up, to now or a later moment, without losing its turn there: however often two tasks
     * of a process are put off, they stay in their order.
     */
    void later(Task task, long atUs) {
        task.atUs = atUs;
        push(task);
    }

    /** Moves to the next task and runs it, unless its process has something against that; false where there is none. */
    boolean runNext(long untilUs) {
        if (size == 0 || heap[0].atUs > untilUs) {
            nowUs = Math.max(nowUs, untilUs);
            return false;
        }
        Task task = pop();
        nowUs = task.atUs;
        if (!task.cancelled && (task.process == null || task.process.admits(task))) {
            task.what.run();
        }
        return true;
    }

    /** The tasks of a process come to pass so much earlier, but not before now. */
    void hasten(SimProcess process, long byUs) {
        Task[] all = Arrays.copyOf(heap, size);
        Arrays.sort(all, (a, b) -> a.isBefore(b) ? -1 : 1);
        size = 0;
        for (Task task : all) {
            if (task.process == process) {
                task.atUs = Math.max(nowUs, task.atUs - byUs);
            }
            push(task);
        }
    }

    private void push(Task task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!task.isBefore(heap[parent])) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = task;
    }

    private Task pop() {
        Task first = heap[0];
        Task moved = heap[--size];
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
            child = 2 * at + 1;
        }
        heap[at] = moved;
        return first;
    }
}
