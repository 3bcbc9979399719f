package replog.node.http;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of all bodies that are still arriving, on all connections of a server. Any thread. */
final class BodyBudget {

    private final long maxBytes;
    private final AtomicLong takenBytes = new AtomicLong();

    BodyBudget(long maxBytes) {
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
