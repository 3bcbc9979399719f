package replog.chaos.proxy;

import java.util.concurrent.TimeUnit;

/**
 * What a connection does to the bytes that go one way. Bytes of one connection always stay in order.
 *
 * @param delay every piece is held for a time drawn from here, in milliseconds
 * @param connectionDelay in addition, all pieces of one connection are held for a time that is drawn once for it, in
 *     milliseconds: connections overtake each other
 * @param maxPieceBytes bytes go on in pieces of random size up to this many bytes; 0 = as they came
 * @param mergeBytes so many bytes are collected and go on in one piece; 0 = as they came
 * @param mergeMs or as many as have come after so many milliseconds
 * @param bytesPerSecond no more pass; 0 = no limit
 * @param silent nothing passes, not even that an end has closed, and nobody is told
 */
public record Faults(
        MillisRange delay,
        MillisRange connectionDelay,
        int maxPieceBytes,
        int mergeBytes,
        int mergeMs,
        int bytesPerSecond,
        boolean silent) {

    /** A good network. */
    public static final Faults NONE = new Faults(MillisRange.NONE, MillisRange.NONE, 0, 0, 0, 0, false);

    /** Checks the numbers. */
    public Faults {
        if (maxPieceBytes < 0 || mergeBytes < 0 || mergeMs < 0 || bytesPerSecond < 0) {
            throw new IllegalArgumentException("a number below zero");
        }
        if (mergeBytes > 0 && maxPieceBytes > 0) {
            throw new IllegalArgumentException("bytes are either split or merged");
        }
    }

    /** These faults, and every piece is held for so many milliseconds, drawn anew for each. */
    public Faults delayed(int minMs, int maxMs) {
        return new Faults(
                new MillisRange(minMs, maxMs),
                connectionDelay,
                maxPieceBytes,
                mergeBytes,
                mergeMs,
                bytesPerSecond,
                silent);
    }

    /** These faults, and every connection is held back by so many milliseconds, drawn once for each. */
    public Faults reordered(int minMs, int maxMs) {
        return new Faults(
                delay, new MillisRange(minMs, maxMs), maxPieceBytes, mergeBytes, mergeMs, bytesPerSecond, silent);
    }

    /** These faults, and bytes go on in random pieces of at most so many bytes. */
    public Faults split(int maxBytes) {
        return new Faults(delay, connectionDelay, maxBytes, 0, 0, bytesPerSecond, silent);
    }

    /** These faults, and bytes go on when so many have come, or so many milliseconds have passed since the first. */
    public Faults merged(int bytes, int ms) {
        return new Faults(delay, connectionDelay, 0, bytes, ms, bytesPerSecond, silent);
    }

    /** These faults on a link that carries so many bytes per second. */
    public Faults throttled(int bytes) {
        return new Faults(delay, connectionDelay, maxPieceBytes, mergeBytes, mergeMs, bytes, silent);
    }

    /** These faults, and nothing passes until other faults are set. */
    public Faults silenced() {
        return new Faults(delay, connectionDelay, maxPieceBytes, mergeBytes, mergeMs, bytesPerSecond, true);
    }

    /** The longest that a piece may be held back under these faults, but for silence and throttling. */
    long maxHoldNanos(long ownConnectionDelayNanos) {
        return delay.maxNanos() + ownConnectionDelayNanos + mergeNanos();
    }

    long mergeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(mergeMs);
    }
}
