package replog.proto.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import replog.proto.core.Link;
import replog.proto.core.Scheduler;
import replog.proto.message.Frame;

/**
 * A connection with two ends, as TCP gives it: what one end writes arrives at the other later, whole and in order, or not
 * at all once the connection is gone. Nothing is ever delivered in the stack frame that caused it.
 */
public final class SimConnection {

    /** Each end comes to know of a break, in milliseconds after it. */
    private static final long BREAK_MS = 1;

    private final Scheduler scheduler;
    private final long latencyMs;
    private final End first = new End();
    private final End second = new End();
    private final List<Runnable> held = new ArrayList<>();
    private boolean silent;

    /** A connection on which a frame takes {@code latencyMs} from end to end. */
    public SimConnection(Scheduler scheduler, long latencyMs) {
        this.scheduler = scheduler;
        this.latencyMs = latencyMs;
    }

    /** The end of whoever has connected. */
    public End first() {
        return first;
    }

    /** The end of whoever was connected to. */
    public End second() {
        return second;
    }

    /** Half-open: both ends may write, nothing arrives, and neither is told. */
    public void silence() {
        silent = true;
    }

    /** Ends the silence; what was written meanwhile arrives now. */
    public void speak() {
        silent = false;
        scheduler.schedule(0, this::release);
    }

    /** Breaks the connection: what is on its way is lost, and both ends are told. */
    public void cut() {
        for (End end : List.of(first, second)) {
            end.closed = true;
            scheduler.schedule(BREAK_MS, () -> end.gone("connection reset"));
        }
    }

    private void carry(Runnable arrival) {
        scheduler.schedule(latencyMs, () -> {
            if (silent || !held.isEmpty()) {
                held.add(arrival);
            } else {
                arrival.run();
            }
        });
    }

    private void release() {
        while (!silent && !held.isEmpty()) {
            held.remove(0).run();
        }
    }

    /** One end of the connection. */
    public final class End implements Link {

        private @Nullable Listener listener;
        private boolean writable = true;
        private boolean closed;
        private boolean gone;

        /** What arrives here goes to {@code newListener}; to be called before anything can arrive. */
        public void deliverTo(Listener newListener) {
            listener = newListener;
        }

        /** Whether this end still thinks that there is a connection. */
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void write(Frame frame) {
            if (!closed) {
                End target = other();
                carry(() -> target.arrived(frame));
            }
        }

        @Override
        public void flush() {
            // What is written is under way at once.
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        /** The network stops keeping up with this end, or keeps up again. */
        public void setWritable(boolean isWritable) {
            boolean again = isWritable && !writable;
            writable = isWritable;
            if (again) {
                scheduler.schedule(0, () -> {
                    if (listener != null && !gone) {
                        listener.writable();
                    }
                });
            }
        }

        @Override
        public void close(String reason) {
            if (closed) {
                return;
            }
            closed = true;
            End target = other();
            scheduler.schedule(0, () -> gone(reason));
            carry(() -> {
                target.closed = true;
                target.gone("closed by the other end");
            });
        }

        private End other() {
            return this == first ? second : first;
        }

        private void arrived(Frame frame) {
            if (listener != null && !closed) {
                listener.received(frame);
            }
        }

        private void gone(String reason) {
            if (listener != null && !gone) {
                gone = true;
                listener.closed(reason);
            }
        }
    }
}
