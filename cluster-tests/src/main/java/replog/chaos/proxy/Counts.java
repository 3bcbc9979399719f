package replog.chaos.proxy;

/**
 * What went one way through the proxy so far.
 *
 * @param pieces how often bytes were handed on
 * @param bytes how many were
 * @param heldBytes how much memory is held for bytes that came and were not handed on yet
 * @param maxHeldBytes the most that was ever held for one connection
 * @param flippedBits how many bits were flipped
 */
public record Counts(long pieces, long bytes, long heldBytes, long maxHeldBytes, long flippedBits) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                pieces + other.pieces,
                bytes + other.bytes,
                heldBytes + other.heldBytes,
                Math.max(maxHeldBytes, other.maxHeldBytes),
                flippedBits + other.flippedBits);
    }
}
