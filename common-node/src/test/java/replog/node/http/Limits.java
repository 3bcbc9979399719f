package replog.node.http;

/** Limits small enough for tests. */
final class Limits {

    private Limits() {}

    static HttpLimits withMaxConnections(HttpLimits of, int maxConnections) {
        return new HttpLimits(
                maxConnections,
                of.maxRequestLineBytes(),
                of.maxHeaderBytes(),
                of.maxHttpBodyBytes(),
                of.maxUnfinishedBodyBytes(),
                of.maxPipelinedBytes(),
                of.requestDeadlineMs(),
                of.idleMs(),
                of.lingerMs(),
                of.lingerBytes());
    }
}
