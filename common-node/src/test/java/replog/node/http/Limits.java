package replog.node.http;

/** Limits of a server with one of them changed, small enough to be reached in a test. */
final class Limits {

    /** Those of a node. */
    static final HttpLimits USUAL = HttpLimits.of(1 << 20, 16 << 20);

    /** Longer than a test waits for anything, so that only what the client does ends a connection. */
    private static final long FOR_EVER_MS = 600_000;

    private Limits() {}

    /** Those of a node, but for a busy machine: it lingers for as long as a client needs to send what is discarded. */
    static HttpLimits patient() {
        return of(
                USUAL.maxConnections(),
                USUAL.maxHttpBodyBytes(),
                USUAL.maxUnfinishedBodyBytes(),
                USUAL.maxUnsentAnswerBytes(),
                USUAL.maxKeptPageBytes(),
                FOR_EVER_MS);
    }

    static HttpLimits withMaxConnections(int maxConnections) {
        return of(
                maxConnections,
                USUAL.maxHttpBodyBytes(),
                USUAL.maxUnfinishedBodyBytes(),
                USUAL.maxUnsentAnswerBytes(),
                USUAL.maxKeptPageBytes(),
                USUAL.lingerMs());
    }

    static HttpLimits withMaxHttpBodyBytes(int maxHttpBodyBytes) {
        return of(
                USUAL.maxConnections(),
                maxHttpBodyBytes,
                USUAL.maxUnfinishedBodyBytes(),
                USUAL.maxUnsentAnswerBytes(),
                USUAL.maxKeptPageBytes(),
                USUAL.lingerMs());
    }

    static HttpLimits withMaxUnfinishedBodyBytes(long maxUnfinishedBodyBytes) {
        return of(
                USUAL.maxConnections(),
                USUAL.maxHttpBodyBytes(),
                maxUnfinishedBodyBytes,
                USUAL.maxUnsentAnswerBytes(),
                USUAL.maxKeptPageBytes(),
                USUAL.lingerMs());
    }

    static HttpLimits withMaxUnsentAnswerBytes(long maxUnsentAnswerBytes) {
        return of(
                USUAL.maxConnections(),
                USUAL.maxHttpBodyBytes(),
                USUAL.maxUnfinishedBodyBytes(),
                maxUnsentAnswerBytes,
                USUAL.maxKeptPageBytes(),
                USUAL.lingerMs());
    }

    static HttpLimits withMaxKeptPageBytes(long maxKeptPageBytes) {
        return of(
                USUAL.maxConnections(),
                USUAL.maxHttpBodyBytes(),
                USUAL.maxUnfinishedBodyBytes(),
                USUAL.maxUnsentAnswerBytes(),
                maxKeptPageBytes,
                USUAL.lingerMs());
    }

    private static HttpLimits of(
            int maxConnections,
            int maxHttpBodyBytes,
            long maxUnfinishedBodyBytes,
            long maxUnsentAnswerBytes,
            long maxKeptPageBytes,
            long lingerMs) {
        return new HttpLimits(
                maxConnections,
                USUAL.maxRequestLineBytes(),
                USUAL.maxHeaderBytes(),
                maxHttpBodyBytes,
                maxUnfinishedBodyBytes,
                maxUnsentAnswerBytes,
                maxKeptPageBytes,
                USUAL.maxPipelinedBytes(),
                USUAL.requestDeadlineMs(),
                USUAL.idleMs(),
                lingerMs,
                USUAL.lingerBytes());
    }
}
