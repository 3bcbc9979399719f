package replog.chaos.proxy;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A time that is drawn anew from a range, uniformly.
 *
 * @param minMs the shortest, in milliseconds
 * @param maxMs the longest, in milliseconds
 */
public record MillisRange(int minMs, int maxMs) {

    /** No time at all. */
    public static final MillisRange NONE = new MillisRange(0, 0);

    /** Checks that this is a range of times. */
    public MillisRange {
        if (minMs < 0 || maxMs < minMs) {
            throw new IllegalArgumentException("no range of milliseconds: " + minMs + "-" + maxMs);
        }
    }

    long drawNanos(RandomGenerator random) {
        return TimeUnit.MILLISECONDS.toNanos(random.nextInt(minMs, maxMs + 1));
    }

    long maxNanos() {
        return TimeUnit.MILLISECONDS.toNanos(maxMs);
    }
}
