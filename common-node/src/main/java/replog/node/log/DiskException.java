package replog.node.log;

/** A disk does not do what it was asked, or does not hold what was put there. The message is one line for people. */
public class DiskException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    public DiskException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What to tell the user: what was tried, on which file, and what came of it. */
    public String reason() {
        return reason;
    }
}
