package replog.node.cli;

/** With what a node's process ends. */
public final class ExitCode {

    /** Stopped in good order, or printed what was asked for. */
    public static final int OK = 0;

    /** Could not start, or could not stop in good order in time; one line on standard error says why. */
    public static final int FAILED = 1;

    /** A wrong option; one line on standard error says which, then comes the usage. */
    public static final int WRONG_OPTION = 2;

    /** A bug of our own, or out of memory: the process gave itself up. The same code as the JVM's for the latter. */
    public static final int GAVE_UP = 3;

    /** Its disk has failed: what it holds was shown as long as somebody read it; nothing more was acknowledged. */
    public static final int DISK_FAILED = 4;

    private ExitCode() {}
}
