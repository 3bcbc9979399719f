package replog.sim;

import org.jspecify.annotations.Nullable;

/**
 * What a run is like from beginning to end.
 *
 * @param faultsMs how long things are broken, in virtual milliseconds; then they heal
 * @param minDelayMs the artificial delay before each request, at least
 * @param maxDelayMs and at most
 * @param minLatencyUs what the network takes from end to end, at least, in microseconds
 * @param maxLatencyUs and at most
 * @param heartbeatMs pause between two Pings
 * @param responseTimeoutMs a request unanswered for this long is sent again
 * @param reconnectMs pause before the next attempt to connect
 * @param quorum how many nodes must be there for a message to be taken; 0 = no matter how many
 * @param maxWaiting how many clients may wait
 * @param cutPercent how many frames in a hundred arrive in two pieces
 * @param highWaterBytes from so many bytes under way on, a link is not writable
 * @param messageBytes how long messages are at least
 * @param disks the nodes' disks; null where all lists are in memory
 */
public record SimOptions(
        long faultsMs,
        long minDelayMs,
        long maxDelayMs,
        long minLatencyUs,
        long maxLatencyUs,
        int heartbeatMs,
        long responseTimeoutMs,
        long reconnectMs,
        int quorum,
        int maxWaiting,
        int cutPercent,
        long highWaterBytes,
        int messageBytes,
        @Nullable SimDisks disks) {

    /** The largest message, in bytes: small enough for a list of all messages to take several pages. */
    static final int MAX_MESSAGE_BYTES = 1 << 16;
}
