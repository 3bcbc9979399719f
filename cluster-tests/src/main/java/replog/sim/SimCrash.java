package replog.sim;

/** The process of a simulated node ends in the middle of what it asks of its disk. */
final class SimCrash extends Error {

    private static final long serialVersionUID = 1;

    SimCrash() {
        super("crash", null, false, false);
    }
}
