package replog.node.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Ends the reading of a request that is wrong. An expected outcome, which is elsewhere a value; here an exception, so
 * that reading one field after the other stays a straight line. It has no stack trace and never gets into the log.
 */
public final class BadRequest extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public BadRequest(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** A 400 with this detail. */
    static BadRequest because(String detail) {
        return new BadRequest(Problem.of(HttpResponseStatus.BAD_REQUEST, detail));
    }

    /** A 400 for a field or parameter that nobody knows. */
    static BadRequest unknown(String kind, String name) {
        return new BadRequest(Problem.of(HttpResponseStatus.BAD_REQUEST, "unknown " + kind + " " + name)
                .field(name));
    }

    /** A 400 that says of the field {@code name} what it must be, or what it is not. */
    static BadRequest ofField(String name, String fault) {
        return new BadRequest(
                Problem.of(HttpResponseStatus.BAD_REQUEST, name + " " + fault).field(name));
    }

    /** What the client is told. */
    public Problem problem() {
        return problem;
    }
}
