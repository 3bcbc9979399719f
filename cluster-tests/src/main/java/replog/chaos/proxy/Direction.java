package replog.chaos.proxy;

/** Which way bytes go. */
public enum Direction {
    /** From who connected to the proxy. */
    TO_MASTER,

    /** Back to who connected to the proxy. */
    TO_SECONDARY
}
