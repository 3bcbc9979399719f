package replog.bench.load;

/**
 * What a number of clients do.
 *
 * @param connections how many there are, each with a connection of its own
 * @param depth how many requests each has under way at once
 * @param requestsPerSecond of all of them together, at a fixed rate; 0 = each asks again once it is answered
 * @param warmUpMs for how long they ask without being measured
 * @param measuredMs for how long then
 * @param maxRequests after so many the run ends, whatever time is left
 */
public record Load(
        int connections, int depth, int requestsPerSecond, long warmUpMs, long measuredMs, long maxRequests) {

    /** No run takes longer, in milliseconds. */
    public static final long MAX_MS = 600_000;

    public Load {
        if (connections < 1 || depth < 1 || requestsPerSecond < 0 || maxRequests < 1) {
            throw new IllegalArgumentException("no load: " + connections + " x " + depth);
        }
        if (warmUpMs < 0 || measuredMs < 1 || warmUpMs + measuredMs > MAX_MS) {
            throw new IllegalArgumentException("a run takes from 1 to " + MAX_MS + " ms");
        }
    }
}
