package replog.proto.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * What one turn of a loop hands to other loops. The tasks are queued there at once, yet each of those loops is woken at most
 * once, when this one has done all it found: to wake a thread costs more than most tasks do. Its loop only.
 */
final class LoopTurn {

    private static final FastThreadLocal<LoopTurn> OF_THIS_THREAD = new FastThreadLocal<>();

    private final EventLoop loop;
    private final List<EventExecutor> toWake = new ArrayList<>();

    private LoopTurn(EventLoop loop) {
        this.loop = loop;
    }

    /** From now on the thread of {@code loop} hands tasks over in turns. */
    static void ofThreadOf(EventLoop loop) {
        loop.execute(() -> OF_THIS_THREAD.set(new LoopTurn(loop)));
    }

    /**
     * Queues {@code task} behind all that is queued at {@code target}. Any thread.
     *
     * @throws RejectedExecutionException where that was shut down
     */
    static void execute(EventExecutor target, Runnable task) {
        LoopTurn turn = OF_THIS_THREAD.getIfExists();
        if (turn != null && turn.loop != target && target instanceof SingleThreadEventExecutor other) {
            other.lazyExecute(task);
            turn.wakeAtItsEnd(other);
        } else {
            target.execute(task);
        }
    }

    private void wakeAtItsEnd(EventExecutor other) {
        if (toWake.isEmpty()) {
            loop.execute(this::end);
        }
        if (!toWake.contains(other)) {
            toWake.add(other);
        }
    }

    private void end() {
        for (EventExecutor other : toWake) {
            try {
                other.execute(LoopTurn::nothing);
            } catch (RejectedExecutionException shutDown) {
                // Nor will it do the tasks before this one, for which nobody waits any more.
            }
        }
        toWake.clear();
    }

    /** Queued like any other task, it wakes the loop for those before it. */
    private static void nothing() {}
}
