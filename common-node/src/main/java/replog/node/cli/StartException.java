package replog.node.cli;

/** A node cannot start, for a reason that its user can do something about, told in one clear line. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    public StartException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What to tell the user. */
    public String reason() {
        return reason;
    }
}
