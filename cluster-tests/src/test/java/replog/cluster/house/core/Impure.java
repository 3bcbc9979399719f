package replog.cluster.house.core;

import java.net.InetAddress;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Classes that break one rule of a core each. */
public final class Impure {

    private Impure() {}

    /** Reads the clock. */
    public static final class Clock {
        long now() {
            return System.nanoTime();
        }
    }

    /** Takes a chance. */
    public static final class Chance {
        UUID any() {
            return UUID.randomUUID();
        }
    }

    /** Has a thread of its own. */
    public static final class Worker {
        Thread thread() {
            return Thread.currentThread();
        }
    }

    /** Shares a number with other threads. */
    public static final class Shared {
        long next(AtomicLong counter) {
            return counter.incrementAndGet();
        }
    }

    /** Knows the network. */
    public static final class Networked {
        InetAddress here() {
            return InetAddress.getLoopbackAddress();
        }
    }
}
