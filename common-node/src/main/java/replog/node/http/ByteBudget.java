package replog.node.http;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes of one kind may be held, by all connections of a server together. Any thread. */
final class ByteBudget {

    private final long maxBytes;
    private final AtomicLong takenBytes = new AtomicLong();

    ByteBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes {@code bytes} more, if there are so many left. */
    boolean tryTake(int bytes) {
        if (takenBytes.addAndGet(bytes) <= maxBytes) {
            return true;
        }
        takenBytes.addAndGet(-bytes);
        return false;
    }

    /** Gives {@code bytes} back. */
    void giveBack(int bytes) {
        takenBytes.addAndGet(-bytes);
    }

    long takenBytes() {
        return takenBytes.get();
    }
}
