package replog.node.http;

/** Limits of a server with one of them changed, small enough to be reached in a test. */
final class Limits {

    /** Those of a node. */
    static final HttpLimits USUAL = HttpLimits.forMessagesOf(1 << 20);

    private Limits() {}

    static HttpLimits withMaxConnections(int maxConnections) {
        return of(maxConnections, USUAL.maxHttpBodyBytes(), USUAL.maxUnfinishedBodyBytes(), USUAL.lingerBytes());
    }

    static HttpLimits withMaxHttpBodyBytes(int maxHttpBodyBytes) {
        return of(USUAL.maxConnections(), maxHttpBodyBytes, USUAL.maxUnfinishedBodyBytes(), USUAL.lingerBytes());
    }

    static HttpLimits withMaxUnfinishedBodyBytes(long maxUnfinishedBodyBytes) {
        return of(USUAL.maxConnections(), USUAL.maxHttpBodyBytes(), maxUnfinishedBodyBytes, USUAL.lingerBytes());
    }

    static HttpLimits withLingerBytes(long lingerBytes) {
        return of(USUAL.maxConnections(), USUAL.maxHttpBodyBytes(), USUAL.maxUnfinishedBodyBytes(), lingerBytes);
    }

    private static HttpLimits of(
            int maxConnections, int maxHttpBodyBytes, long maxUnfinishedBodyBytes, long lingerBytes) {
        return new HttpLimits(
                maxConnections,
                USUAL.maxRequestLineBytes(),
                USUAL.maxHeaderBytes(),
                maxHttpBodyBytes,
                maxUnfinishedBodyBytes,
                USUAL.maxPipelinedBytes(),
                USUAL.requestDeadlineMs(),
                USUAL.idleMs(),
                USUAL.lingerMs(),
                lingerBytes);
    }
}
