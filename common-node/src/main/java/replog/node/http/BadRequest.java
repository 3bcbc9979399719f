package replog.node.http;

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

    /** What the client is told. */
    public Problem problem() {
        return problem;
    }
}
